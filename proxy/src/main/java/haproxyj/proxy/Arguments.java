package haproxyj.proxy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line, as picocli fills it. Options carry HAProxy's letters (management guide, chapter 3). */
@Command(
        name = "haproxy-j",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "TCP load balancer and fail-over proxy with a bundled AMQP 0-9-1 broker.",
        footer = {
            "",
            "Signals: TERM, INT stop now; USR1 drains, then stops; HUP reload (not yet: restart instead).",
            "Exit codes: 0 stopped or configuration valid; 1 wrong configuration or address in use; 2 wrong usage."
        })
final class Arguments {

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description = "configuration file, YAML or haproxy.cfg; may be given several times")
    List<Path> files = List.of();

    @Option(names = "-c", description = "check the configuration and exit")
    boolean check;

    @Option(names = "-v", description = "version; -vv with libraries, JDK and transport")
    boolean[] version = {};

    @Option(names = "-h", usageHelp = true, description = "this help")
    boolean help;

    /**
     * The files of the usual call, {@code -f FILE} once or several times and nothing else; empty for every other call. A
     * proxy starts this way without picocli, whose classes, compiled for Java 5, no start archive takes
     * (docs/decisions/0016-start-archive.md).
     */
    static List<Path> onlyFiles(String... args) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            // An @ names a file of arguments, a second dash may be a forgotten FILE: both are picocli's to explain.
            if (!args[i].equals("-f") || args[i + 1].startsWith("-") || args[i + 1].startsWith("@")) {
                return List.of();
            }
            files.add(Path.of(args[i + 1]));
        }
        return args.length % 2 == 0 ? files : List.of();
    }

    /** Whether anything was given. */
    boolean any() {
        return check || help || version.length > 0 || !files.isEmpty();
    }

    /** {@code haproxy-j convert FILE…}. */
    @Command(
            name = "convert",
            usageHelpAutoWidth = true,
            description = "Prints files in HAProxy's language as one YAML file that means the same.")
    static final class Convert {

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "configuration in HAProxy's language")
        List<Path> files = List.of();

        @Option(names = "-h", usageHelp = true, description = "this help")
        boolean help;
    }
}
