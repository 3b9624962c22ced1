package haproxyj.proxy.admin;

import haproxyj.proxy.admin.Family.Sample;
import java.util.List;
import java.util.function.ToLongFunction;

/** The values of the label {@code state} that HAProxy 2.6 prints for check results, in its order. Pure. */
final class CheckCodes {

    private static final List<String> ALL = List.of(
            "HANA",
            "SOCKERR",
            "L4OK",
            "L4TOUT",
            "L4CON",
            "L6OK",
            "L6TOUT",
            "L6RSP",
            "L7TOUT",
            "L7RSP",
            "L7OK",
            "L7OKC",
            "L7STS",
            "PROCERR",
            "PROCTOUT",
            "PROCOK");

    private CheckCodes() {}

    /** One sample for each code. */
    static List<Sample> samples(ToLongFunction<String> value) {
        return ALL.stream()
                .map(code -> Family.state(code, value.applyAsLong(code)))
                .toList();
    }
}
