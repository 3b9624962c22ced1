package haproxyj.proxy.config;

import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Problems;
import java.util.regex.Pattern;

/** Names of sections and servers: HAProxy's characters (manual 2.3, "proxy names"). */
final class SectionNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    private SectionNames() {}

    static void check(String what, Entry entry, Problems problems) {
        if (!NAME.matcher(entry.key()).matches()) {
            problems.error(
                    entry.position(),
                    "the name of a " + what + " has up to 100 letters, digits, '-', '_', '.' and ':', found "
                            + new Located.Scalar(entry.position(), entry.key(), Located.Kind.TEXT).shown());
        }
    }
}
