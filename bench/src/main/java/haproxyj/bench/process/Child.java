package haproxyj.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process this command started; signalled and ended by pid only. Thread-safe. */
public final class Child {
    private static final long GRACE_SECONDS = 2;
    private final String name;
    private final Process process;
    private final Thread reader;

    private Child(String name, Process process, Thread reader) {
        this.name = name;
        this.process = process;
        this.reader = reader;
    }

    static Child start(
            String name, Path folder, List<String> command, Map<String, String> environment, Consumer<String> lines)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread reader = new Thread(() -> read(process, lines), name + "-output");
        reader.setDaemon(true);
        reader.start();
        return new Child(name, process, reader);
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // The pipe breaks when the process is killed; its exit is noticed by pid.
        }
    }

    /** The name given at the start, for messages. */
    public String name() {
        return name;
    }

    /** Process id of the command that was started; a launcher that ends in {@code exec} becomes the program itself. */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits until it has ended and its last line was handed on.
     *
     * @return the exit code; empty when it still runs after that many seconds
     */
    public OptionalInt awaitEnd(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            return OptionalInt.empty();
        }
        reader.join();
        return OptionalInt.of(process.exitValue());
    }

    /** Whether the process runs (or is stopped by a signal). */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Sends a signal to the process that does the work: the last one of a chain of launchers.
     *
     * @param signal name without SIG, as {@code kill} takes it
     */
    public void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(worker().pid()))
                .redirectErrorStream(true)
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + signal + " did not reach " + name);
        }
    }

    /** SIGKILL to the working process, then waits until it and its launchers are gone. */
    public void kill() throws InterruptedException {
        worker().destroyForcibly();
        process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    private ProcessHandle worker() {
        ProcessHandle handle = process.toHandle();
        return handle.descendants()
                .filter(child -> child.info().command().orElse("").matches(".*/(beam\\.smp|java|haproxy)"))
                .findFirst()
                .orElse(handle);
    }

    /** SIGCONT and SIGTERM, after two seconds SIGKILL, to the process and everything it started. Returns when it is gone. */
    public void end() {
        List<ProcessHandle> family = java.util.stream.Stream.concat(
                        process.toHandle().descendants(), java.util.stream.Stream.of(process.toHandle()))
                .toList();
        try {
            if (process.isAlive()) {
                signal("CONT");
            }
            family.forEach(ProcessHandle::destroy);
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
                process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            family.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
