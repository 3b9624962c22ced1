package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.tree.Located.Kind;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses in HAProxy's ways to write them (manual 11.1), as the shared readers know them. Pure. */
final class AddressText {

    /** The last colon comes before the port, even when the address itself has colons and no brackets. */
    private static final Pattern BARE_V6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*):([0-9]{1,5})");

    private static final Pattern RANGE = Pattern.compile(".*:[0-9]{1,5}-[0-9]{1,5}");

    private AddressText() {}

    /** One address, rewritten if need be. */
    static Scalar of(Scalar word) {
        return new Scalar(word.position(), plain(word.text()), Kind.TEXT);
    }

    /** The addresses of a {@code bind}, between commas. */
    static List<Scalar> list(Word word, Problems problems) {
        List<Scalar> all = new ArrayList<>();
        int column = word.at().column();
        for (String text : word.text().split(",", -1)) {
            Position at = new Position(word.at().file(), word.at().line(), column);
            if (RANGE.matcher(text).matches()) {
                problems.error(
                        at, "a range of ports is not built; write one bind for each port, found \"" + text + "\"");
            } else {
                all.add(of(new Scalar(at, text, Kind.TEXT)));
            }
            column += text.codePointCount(0, text.length()) + 1;
        }
        return all;
    }

    private static String plain(String text) {
        String address = text.startsWith("ipv4@") || text.startsWith("ipv6@") ? text.substring("ipv4@".length()) : text;
        Matcher bare = BARE_V6.matcher(address);
        if (bare.matches()) {
            return "[" + bare.group(1) + "]:" + bare.group(2);
        }
        return text.startsWith("ipv6@") && (address.startsWith(":") || address.startsWith("*:"))
                ? "[::]" + address.substring(address.indexOf(':'))
                : address;
    }
}
