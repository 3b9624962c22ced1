package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line answers, and with which exit code, as far as nothing is started. */
class MainTest {
    private static final String VALID =
            "listen: {l: {bind: '127.0.0.1:0', timeout: {connect: 5s, client: 1h, server: 1h}, server: {a: '127.0.0.1:1'}}}";
    private static final String CFG =
            "listen l\nbind 127.0.0.1:0\ntimeout connect 5s\ntimeout client 1h\ntimeout server 1h\nserver a 127.0.0.1:1\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void aValidFileIsCalledValid() throws IOException {
        assertThat(run("-c", "-f", file("a.yml", VALID))).isEqualTo(Main.OK);
        assertThat(text(out)).isEqualTo("Configuration file is valid\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void everyMistakeOfEveryFileIsTold() throws IOException {
        String first = file("a.yml", "listen: {l: {bnd: 1, server: {a: '127.0.0.1:1'}}}");
        String second = file("b.yml", "globl: {}");
        assertThat(run("-c", "-f", first, "-f", second)).isEqualTo(Main.REFUSED);
        assertThat(text(err))
                .contains("a.yml:1:14: unknown key \"bnd\"")
                .contains("b.yml:1:1: unknown section \"globl\"; did you mean \"global\"?")
                .endsWith("haproxy-j: 3 errors; nothing was started\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThat(run("-f", folder.resolve("none.yml").toString())).isEqualTo(Main.REFUSED);
        assertThat(text(err)).endsWith("none.yml: there is no such file\n");
    }

    @Test
    void wrongUsageSaysHowToNameAFile() {
        assertThat(run("cluster.yml")).isEqualTo(Main.USAGE);
        assertThat(text(err)).contains("cluster.yml").contains("named with -f FILE");
        assertThat(run()).isEqualTo(Main.USAGE);
        assertThat(text(err)).contains("no configuration; name one with -f FILE");
    }

    @Test
    void aFileInHaproxysLanguageIsCheckedAndConverted() throws IOException {
        String file = file("h.cfg", CFG);
        assertThat(run("-c", "-f", file)).isEqualTo(Main.OK);
        assertThat(text(out)).isEqualTo("Configuration file is valid\n");
        out.reset();
        assertThat(run("convert", file)).isEqualTo(Main.OK);
        assertThat(text(out))
                .startsWith("# Written by haproxy-j convert from " + file)
                .contains("server: {a: 127.0.0.1:1}");
        assertThat(text(err)).isEmpty();
        String converted = file("converted.yml", text(out));
        assertThat(run("-c", "-f", converted)).isEqualTo(Main.OK);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void whatIsWrongIsNotConverted() throws IOException {
        assertThat(run("convert", file("h.cfg", CFG + "mod tcp\nmode http\n"))).isEqualTo(Main.REFUSED);
        assertThat(text(err))
                .contains("h.cfg:7:1: unknown keyword \"mod\" in listen l; did you mean \"mode\"?")
                .contains("h.cfg:8:6: mode http is not built")
                .endsWith("haproxy-j: 2 errors; nothing was converted\n");
        assertThat(run("convert", folder.resolve("none.cfg").toString())).isEqualTo(Main.REFUSED);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void convertWantsFilesInHaproxysLanguage() throws IOException {
        assertThat(run("convert")).isEqualTo(Main.USAGE);
        assertThat(text(err)).contains("Usage: haproxy-j convert");
        assertThat(run("convert", file("a.yml", VALID))).isEqualTo(Main.USAGE);
        assertThat(text(err)).contains("a.yml is not in HAProxy's language; run it with -f as it is");
        assertThat(run("-c", "convert", file("h.cfg", CFG))).isEqualTo(Main.USAGE);
        assertThat(text(err)).contains("convert takes files, no options");
        assertThat(text(out)).isEmpty();
        assertThat(run("convert", "-h")).isEqualTo(Main.OK);
        assertThat(text(out)).contains("Usage: haproxy-j convert");
    }

    @Test
    void everyCallButTheUsualOneIsLeftToPicocli() {
        assertThat(Arguments.onlyFiles("-f", "a.yml", "-f", "b.yml"))
                .containsExactly(Path.of("a.yml"), Path.of("b.yml"));
        assertThat(Arguments.onlyFiles()).isEmpty();
        assertThat(Arguments.onlyFiles("-f")).isEmpty();
        assertThat(Arguments.onlyFiles("-f", "a.yml", "-c")).isEmpty();
        assertThat(Arguments.onlyFiles("-f", "-c")).isEmpty();
        assertThat(Arguments.onlyFiles("-f", "@arguments")).isEmpty();
        assertThat(Arguments.onlyFiles("-c", "a.yml")).isEmpty();
    }

    @Test
    void versionAndHelpNeedNoFile() {
        assertThat(run("-vv")).isEqualTo(Main.OK);
        assertThat(text(out)).startsWith("haproxy-j ").contains("JDK: ").contains("netty: ");
        assertThat(run("-h")).isEqualTo(Main.OK);
        assertThat(text(out)).contains("USR1 drains");
    }

    private int run(String... args) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private String file(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml).toString();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
