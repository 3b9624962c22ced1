package haproxyj.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.session.RetryPolicy.Decision;
import haproxyj.proxy.session.RetryPolicy.Failed;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final long TURN = 7;

    @ParameterizedTest
    @CsvSource({
        // why, done, retries, redispatch, hash, active, usable, mode, fell, exhausted, expected
        "REFUSED, 0, 3, 0, false, 2, true, OFF, false, false, same 7",
        "REFUSED, 2, 3, 0, false, 2, true, OFF, false, false, same 7",
        "REFUSED, 3, 3, 0, false, 2, true, OFF, false, false, give up",
        "REFUSED, 0, 0, -1, false, 2, true, OFF, false, false, give up",
        "TIMEOUT, 0, 3, 0, false, 2, true, OFF, false, false, same 0",
        "RESOURCES, 0, 3, 0, false, 2, true, ON, false, false, give up",
        "REFUSED, 0, 3, -1, false, 2, true, OFF, false, false, other 0",
        "REFUSED, 0, 3, -1, false, 1, true, OFF, false, false, same 7",
        "REFUSED, 2, 3, -1, false, 1, true, OFF, false, false, other 7",
        "REFUSED, 0, 3, -1, false, 1, false, OFF, false, false, other 7",
        "REFUSED, 0, 3, -1, true, 3, true, OFF, false, false, same 7",
        "REFUSED, 2, 3, -1, true, 3, true, OFF, false, false, other 0",
        "REFUSED, 1, 3, 2, true, 3, true, OFF, false, false, other 0",
        "REFUSED, 2, 3, 2, true, 3, true, OFF, false, false, same 7",
        "REFUSED, 1, 3, -2, true, 3, true, OFF, false, false, other 0",
        "TIMEOUT, 2, 3, -1, false, 1, true, OFF, false, false, other 0",
        "REFUSED, 0, 3, 0, false, 1, true, AUTO, false, false, next",
        "UNREACHABLE, 0, 3, 0, false, 0, false, AUTO, false, false, next",
        "TIMEOUT, 0, 3, 0, false, 1, true, AUTO, false, false, next",
        "REFUSED, 0, 3, 0, false, 2, true, AUTO, false, false, same 7",
        "REFUSED, 0, 3, 0, false, 2, true, AUTO, true, false, next",
        "REFUSED, 0, 3, 0, false, 1, true, AUTO, true, true, same 7",
        "REFUSED, 3, 3, 0, false, 1, true, AUTO, true, true, give up",
        "REFUSED, 0, 0, 0, false, 3, true, ON, false, false, next",
    })
    void decides(
            ConnectFailure why,
            int done,
            int retries,
            int redispatch,
            boolean hash,
            int active,
            boolean usable,
            FallThrough mode,
            boolean fell,
            boolean exhausted,
            String expected) {
        RetryPolicy policy = new RetryPolicy(retries, redispatch, hash, mode, TURN);
        assertThat(text(policy.decide(new Failed(why, done, active, usable, fell, exhausted))))
                .isEqualTo(expected.toLowerCase(Locale.ROOT));
    }

    private static String text(Decision decision) {
        if (decision instanceof Decision.RetrySame same) {
            return "same " + same.afterNanos();
        } else if (decision instanceof Decision.Redispatch other) {
            return "other " + other.afterNanos();
        }
        return decision instanceof Decision.TryNext ? "next" : "give up";
    }
}
