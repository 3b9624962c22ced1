package haproxyj.proxy;

import haproxyj.proxy.config.Config;
import haproxyj.proxy.config.ConfigFile;
import haproxyj.proxy.config.ConfigReader;
import haproxyj.proxy.config.ConfigResult;
import haproxyj.proxy.config.Converter;
import haproxyj.proxy.config.SystemResolver;
import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.Language;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The command {@code haproxy-j}: reads the command line and the configuration, starts one {@link Generation}, and ends
 * with an exit code (docs/decisions/0008-stopping.md).
 *
 * <p>Threading: runs on the main thread, which waits for the generation to stop.
 */
public final class Main {
    /** Stopped in order, or the configuration is valid. */
    static final int OK = 0;
    /** The configuration is wrong, or an address cannot be bound. */
    static final int REFUSED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = new Main(System.out, System.err).run(args);
        System.out.flush();
        // halt, not exit: everything has been stopped in order, and no shutdown hook is left to run.
        Runtime.getRuntime().halt(code);
    }

    int run(String... args) {
        List<Path> files = Arguments.onlyFiles(args);
        return files.isEmpty() ? obey(args) : start(files);
    }

    /** Does what the options ask for. */
    private int obey(String[] args) {
        Arguments arguments = new Arguments();
        Arguments.Convert convert = new Arguments.Convert();
        CommandLine converting = new CommandLine(convert);
        CommandLine commandLine =
                new CommandLine(arguments).addSubcommand(converting).setPosixClusteredShortOptionsAllowed(true);
        try {
            commandLine.parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            err.println("haproxy-j: " + usageError(e));
            e.getCommandLine().usage(err);
            return USAGE;
        }
        if (convert.help) {
            converting.usage(out);
            return OK;
        }
        if (!convert.files.isEmpty()) {
            return arguments.any() ? usage("convert takes files, no options") : convert(convert.files);
        }
        if (arguments.help) {
            commandLine.usage(out);
            return OK;
        }
        if (arguments.version.length > 0) {
            (arguments.version.length == 1 ? Version.brief() : Version.full()).forEach(out::println);
            return OK;
        }
        if (arguments.files.isEmpty()) {
            return usage("no configuration; name one with -f FILE (-h shows every option)");
        }
        return arguments.check ? check(arguments.files) : start(arguments.files);
    }

    private int check(List<Path> files) {
        if (read(files, "started").isEmpty()) {
            return REFUSED;
        }
        out.println("Configuration file is valid");
        return OK;
    }

    private int start(List<Path> files) {
        return read(files, "started").map(this::serve).orElse(REFUSED);
    }

    /** A file without its option is the commonest slip. */
    private static String usageError(CommandLine.ParameterException error) {
        boolean bare = error instanceof CommandLine.UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream().noneMatch(word -> word.startsWith("-"));
        return error.getMessage() + (bare ? "; configurations are named with -f FILE" : "");
    }

    private int usage(String message) {
        err.println("haproxy-j: " + message);
        return USAGE;
    }

    private int convert(List<Path> files) {
        Optional<List<ConfigSource>> sources = load(files);
        if (sources.isEmpty()) {
            return REFUSED;
        }
        for (ConfigSource source : sources.get()) {
            if (source.language() != Language.HAPROXY) {
                return usage(source.name() + " is not in HAProxy's language; run it with -f as it is");
            }
        }
        if (check(sources.get(), "converted").isEmpty()) {
            return REFUSED;
        }
        out.print(Converter.yaml(sources.get(), System.getenv()));
        return OK;
    }

    private Optional<Config> read(List<Path> files, String done) {
        return load(files).flatMap(sources -> check(sources, done));
    }

    private Optional<List<ConfigSource>> load(List<Path> files) {
        List<ConfigSource> sources = new ArrayList<>();
        for (Path file : files) {
            try {
                sources.add(ConfigFile.read(file));
            } catch (IOException e) {
                err.println(e.getMessage());
            }
        }
        return sources.size() < files.size() ? Optional.empty() : Optional.of(sources);
    }

    /** @param done what is not done when there are errors */
    private Optional<Config> check(List<ConfigSource> sources, String done) {
        int processors = Runtime.getRuntime().availableProcessors();
        ConfigResult result = new ConfigReader(new SystemResolver(), processors, System.getenv()).read(sources);
        result.warnings().forEach(err::println);
        result.errors().forEach(err::println);
        if (!result.errors().isEmpty()) {
            int count = result.errors().size();
            err.println("haproxy-j: " + count + (count == 1 ? " error" : " errors") + "; nothing was " + done);
        }
        return result.config();
    }

    private int serve(Config config) {
        Signals signals = Signals.install();
        try (Generation generation = new Generation(config)) {
            generation.start();
            out.println(generation.readyLine());
            out.flush();
            signals.awaitStop(generation::drain);
            return OK;
        } catch (StartException e) {
            err.println("haproxy-j: " + e.getMessage());
            return REFUSED;
        }
    }
}
