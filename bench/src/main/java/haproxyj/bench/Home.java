package haproxyj.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Where things lie.
 *
 * @param root folder of the checkout
 */
public record Home(Path root) {
    /** From system property {@code bench.home}, which the launcher sets; otherwise the current folder. */
    public static Home find() {
        return new Home(
                Path.of(System.getProperty("bench.home", ".")).toAbsolutePath().normalize());
    }

    /** A file of the bench folder. */
    public Path file(String name) {
        return root.resolve("bench").resolve(name);
    }

    /** Lines of a file of the bench folder; none when there is no such file. */
    public List<String> lines(String name) throws IOException {
        Path file = file(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /**
     * The shipped command, or the one given with {@code --haproxy-j}; empty when the checkout has none.
     *
     * @throws IllegalArgumentException when the one given cannot be executed
     */
    public Optional<Path> haproxyJ(Options options) {
        Path command = options.text("haproxy-j").map(Path::of).orElse(root.resolve("haproxy-j"));
        if (options.text("haproxy-j").isPresent() && !Files.isExecutable(command)) {
            throw new IllegalArgumentException("--haproxy-j " + command + " is not an executable file");
        }
        return Files.isExecutable(command) ? Optional.of(command.toAbsolutePath()) : Optional.empty();
    }

    /** Writes a result as JSON to bench/results and returns the file. */
    public Path save(String command, Object result) throws IOException {
        Path folder = Files.createDirectories(file("results"));
        String time = LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return Files.writeString(folder.resolve(command + "-" + time + ".json"), Json.write(result));
    }
}
