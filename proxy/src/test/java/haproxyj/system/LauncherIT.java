package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: help, versions, exit codes, signals. */
class LauncherIT {

    @TempDir
    Path folder;

    @Test
    void helpNamesEveryOption() {
        try (HaproxyJ help = HaproxyJ.start("-h")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(String.join("\n", help.stdout())).contains("-f", "-c", "-v", "USR1");
        }
    }

    @Test
    void versionIsShortAndLong() {
        try (HaproxyJ brief = HaproxyJ.start("-v");
                HaproxyJ full = HaproxyJ.start("-vv")) {
            assertThat(brief.awaitExit()).isZero();
            assertThat(brief.stdout()).hasSize(1).first().asString().startsWith("haproxy-j 0.");
            assertThat(full.awaitExit()).isZero();
            assertThat(String.join("\n", full.stdout())).contains("netty", "JDK", "transport");
        }
    }

    @Test
    void unknownOptionIsWrongUsage() {
        try (HaproxyJ wrong = HaproxyJ.start("--nonsense")) {
            assertThat(wrong.awaitExit()).isEqualTo(2);
            assertThat(String.join("\n", wrong.stderr())).contains("--nonsense");
        }
    }

    @Test
    void missingFileIsNamed() {
        try (HaproxyJ wrong = HaproxyJ.start("-f", "/nonexistent/x.yml")) {
            assertThat(wrong.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", wrong.stderr())).contains("/nonexistent/x.yml");
        }
    }

    @Test
    void everyMistakeIsShownAndNothingStarts() throws IOException {
        Path config = Files.writeString(folder.resolve("wrong.yml"), """
                listen:
                  a:
                    bind: 127.0.0.1:0
                    blance: roundrobin
                    timeout: {connect: 5 parsecs}
                    server:
                      s1: {adress: 127.0.0.1:5673}
                """);
        try (HaproxyJ wrong = HaproxyJ.start("-f", config.toString())) {
            assertThat(wrong.awaitExit()).isEqualTo(1);
            assertThat(wrong.stdout()).isEmpty();
            assertThat(String.join("\n", wrong.stderr()))
                    .contains("wrong.yml:4:5:", "did you mean \"balance\"", "wrong.yml:5:", "parsecs")
                    .contains("wrong.yml:7:", "did you mean \"address\"");
        }
    }

    @Test
    void addressInUseIsNamedAndEndsTheStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Path config = Files.writeString(folder.resolve("taken.yml"), """
                    defaults: {timeout: {connect: 1s, client: 1h, server: 1h}}
                    listen:
                      a: {bind: "127.0.0.1:%d", server: {s1: "127.0.0.1:1"}}
                    """.formatted(taken.getLocalPort()));
            try (HaproxyJ wrong = HaproxyJ.start("-f", config.toString())) {
                assertThat(wrong.awaitExit()).isEqualTo(1);
                assertThat(wrong.stdout()).isEmpty();
                assertThat(String.join("\n", wrong.stderr())).contains("127.0.0.1:" + taken.getLocalPort());
            }
        }
    }

    @Test
    void addressOfNobodyIsExplained() throws IOException {
        // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it, and nothing is sent there.
        Path config = Files.writeString(folder.resolve("nobody.yml"), """
                defaults: {timeout: {connect: 1s, client: 1h, server: 1h}}
                listen:
                  a: {bind: "192.0.2.1:5672", server: {s1: "127.0.0.1:1"}}
                """);
        try (HaproxyJ wrong = HaproxyJ.start("-f", config.toString())) {
            assertThat(wrong.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", wrong.stderr()))
                    .contains("cannot bind 192.0.2.1:5672", "not an address of this machine");
        }
    }

    @Test
    void hangupSaysNotYetAndInterruptStops() {
        Path sample = Ports.sample("warren.yml", folder, Ports.moved());
        try (HaproxyJ running = HaproxyJ.ready(sample)) {
            running.signal("HUP");
            running.awaitLog("reload is not built yet", Duration.ofSeconds(10));
            assertThat(running.alive()).isTrue();
            running.signal("INT");
            assertThat(running.awaitExit()).isZero();
        }
    }
}
