package haproxyj.proxy.config;

import haproxyj.proxy.config.BindReader.ReadBind;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Problems;
import java.util.List;

/** Reads a {@code frontend}, or the front half of a {@code listen}. */
final class FrontendReader {

    private final BindReader binds;
    private final Problems problems;

    FrontendReader(Addresses addresses, Problems problems) {
        this.binds = new BindReader(addresses, problems);
        this.problems = problems;
    }

    /** A frontend with its place. */
    record ReadFrontend(Entry entry, Scope scope, List<ReadBind> binds, FrontendConfig config) {

        String name() {
            return entry.key();
        }
    }

    /** @param globalMaxconn limit of a frontend that names none */
    ReadFrontend read(Entry entry, Scope scope, int globalMaxconn) {
        Scope options = scope.group("option");
        int maxconn = scope.whole("maxconn").map(Math::toIntExact).orElse(globalMaxconn);
        if (scope.own("bind").map(e -> Items.of(e.value()).isEmpty()).orElse(true)) {
            problems.error(
                    entry.position(),
                    scope.where() + " has no bind; add "
                            + problems.write(entry.position(), "bind: HOST:PORT", "bind HOST:PORT"));
        }
        List<ReadBind> read = binds.read(scope, maxconn);
        FrontendConfig config = new FrontendConfig(
                entry.key(),
                Mode.TCP,
                read.stream().map(ReadBind::config).toList(),
                maxconn,
                backend(entry, scope),
                TimeoutsReader.read(scope),
                KeepaliveReader.read("cli", scope, options, problems),
                options.flag("tcplog"),
                options.flag("dontlognull"),
                Splice.read(options));
        return new ReadFrontend(entry, scope, read, config);
    }

    private String backend(Entry entry, Scope scope) {
        if (scope.section() == Section.LISTEN) {
            return entry.key();
        }
        if (scope.find("default_backend").isEmpty()) {
            problems.error(
                    entry.position(), scope.where() + " has no default_backend; name the backend that serves it");
        }
        return scope.text("default_backend").orElse("");
    }
}
