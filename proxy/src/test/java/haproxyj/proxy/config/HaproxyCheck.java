package haproxyj.proxy.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What the installed HAProxy says to a file.
 *
 * @param accepted whether {@code haproxy -c} ends with 0
 * @param output all it printed
 */
record HaproxyCheck(boolean accepted, String output) {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /** Runs {@code haproxy -c} with the environment that {@link Reading} has. */
    static HaproxyCheck of(Path file) {
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "-c", "-f", file.toString());
        builder.environment().putAll(Reading.ENVIRONMENT);
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("haproxy -c does not end: " + output);
            }
            return new HaproxyCheck(process.exitValue() == 0, output);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
