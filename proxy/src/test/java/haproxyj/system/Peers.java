package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of other projects that the tests use. In CI a missing one is a failure, elsewhere the test is skipped. */
final class Peers {
    private Peers() {}

    /** Goes on only if the command runs with exit code 0. */
    static void require(String debianPackage, String... probe) {
        boolean there;
        try {
            there = run(List.of(probe)).exit() == 0;
        } catch (AssertionError e) {
            there = false;
        }
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("%s is missing; .ci/run installs it", debianPackage);
        }
        assumeTrue(there, "needs Debian's " + debianPackage);
    }

    /** What a finished command left. */
    record Finished(int exit, String output) {
        Finished ok() {
            assertThat(exit).as(output).isZero();
            return this;
        }
    }

    /** Runs a command to its end, at most a minute, standard error included in the output. */
    static Finished run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end: " + output);
            }
            return new Finished(process.exitValue(), output);
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
