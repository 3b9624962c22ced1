package haproxyj.proxy;

import haproxyj.proxy.relay.TransportKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code -v} and {@code -vv} print. Pure but for asking the libraries for their versions. */
final class Version {
    private Version() {}

    /** One line: name and version. */
    static List<String> brief() {
        return List.of("haproxy-j " + number());
    }

    /** The version, then JDK, transport and libraries, one a line. */
    static List<String> full() {
        List<String> lines = new ArrayList<>(brief());
        lines.add("JDK: " + Runtime.version() + " (" + System.getProperty("java.vm.vendor", "unknown vendor") + ") in "
                + System.getProperty("java.home"));
        lines.add("transport: " + TransportKind.best().name().toLowerCase(Locale.ROOT));
        Map<String, io.netty.util.Version> artifacts = io.netty.util.Version.identify();
        Optional.ofNullable(artifacts.get("netty-transport"))
                .ifPresent(netty -> lines.add("netty: " + netty.artifactVersion()));
        lines.add("yaml: jackson " + tools.jackson.dataformat.yaml.PackageVersion.VERSION);
        lines.add("command line: picocli " + picocli.CommandLine.VERSION);
        return lines;
    }

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("0-development");
    }
}
