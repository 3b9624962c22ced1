package haproxyj.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * One temporary folder and the child processes started in it. Closing it ends the children by pid and removes the folder;
 * a shutdown hook does the same when the command is interrupted. Thread-safe.
 */
public final class Workspace implements AutoCloseable {
    /** Characters of a failed program's output that an error message repeats. */
    private static final int LAST_WORDS = 2_000;

    private final Path folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clean, "workspace-cleaner");
    private boolean closed;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /** A new folder below the system's temporary one, with its shutdown hook in place. */
    public static Workspace open(String name) throws IOException {
        Workspace workspace = new Workspace(Files.createTempDirectory("haproxyj-" + name + "-"));
        Runtime.getRuntime().addShutdownHook(workspace.hook);
        return workspace;
    }

    /** The folder; gone after {@link #close()}. */
    public Path folder() {
        return folder;
    }

    /** Writes a file into the folder and returns its path. */
    public Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /**
     * Starts a child whose output lines, standard error included, go to the consumer from the child's reader thread.
     *
     * @throws IOException when the program cannot be started, or the workspace is closed already
     */
    public synchronized Child start(
            String name, List<String> command, Map<String, String> environment, Consumer<String> lines)
            throws IOException {
        if (closed) {
            throw new IOException("not starting " + name + ": the command is ending");
        }
        Child child = Child.start(name, folder, command, environment, lines);
        children.push(child);
        return child;
    }

    /**
     * Runs a program to its end and returns what it printed, standard error included.
     *
     * @param seconds it may take
     * @throws IOException when it cannot be started, does not end in time, or exits with another code than 0; the message
     *     holds its last lines
     */
    public String run(String name, List<String> command, long seconds) throws IOException, InterruptedException {
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        Child child = start(name, command, Map.of(), lines::add);
        OptionalInt code = child.awaitEnd(seconds);
        if (code.isEmpty()) {
            child.end();
        }
        forget(child);
        String output = String.join("\n", lines);
        if (code.isEmpty() || code.getAsInt() != 0) {
            String said = output.substring(Math.max(0, output.length() - LAST_WORDS));
            throw new IOException(String.join(" ", command)
                    + (code.isEmpty() ? " did not end within " + seconds + " s" : " exited with " + code.getAsInt())
                    + (said.isEmpty() ? "" : ":\n" + said.strip()));
        }
        return output;
    }

    private synchronized void forget(Child ended) {
        children.remove(ended);
    }

    @Override
    public void close() {
        clean();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running already and does the same work.
        }
    }

    private synchronized void clean() {
        if (closed) {
            return;
        }
        closed = true;
        children.forEach(Child::end);
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(Workspace::delete);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("could not remove " + folder + ": " + e.getMessage());
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.err.println("could not remove " + path + ": " + e.getMessage());
        }
    }
}
