package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start archive (docs/decisions/0016-start-archive.md), in a copy of what was built, without the sources. */
class StartArchiveIT {
    private static final String MAKING = "making the start archive";
    private static final String FROM_ARCHIVE = "haproxyj.proxy.Main source: shared objects file";
    private static final String FROM_JAR = "haproxyj.proxy.Main source: file:";

    /** Trained once; nothing changes it but by taking it back. */
    @TempDir
    static Path trained;

    @TempDir
    Path untrained;

    @BeforeAll
    static void train() {
        install(trained);
        try (HaproxyJ first = start(trained, Map.of(), "-v")) {
            assertThat(first.awaitExit()).isZero();
            assertThat(first.stdout()).hasSize(1);
            assertThat(first.stderr()).hasSize(1).first().asString().contains(MAKING);
        }
    }

    @Test
    void isMadeOnceAndUsed() {
        try (HaproxyJ second = start(trained, Map.of(), "-v")) {
            assertThat(second.awaitExit()).isZero();
            assertThat(second.stderr()).isEmpty();
        }
        assertThat(classes(trained, "-v")).contains(FROM_ARCHIVE);
        assertThat(archives(trained)).hasSize(1);
    }

    @Test
    void theUsualStartNeedsNoneOfPicoclisClasses() {
        // They are too old for any archive and would take a third of the start.
        assertThat(classes(trained, "-f", "/nonexistent/x.yml"))
                .contains(FROM_ARCHIVE)
                .doesNotContain("picocli.CommandLine source");
        assertThat(classes(trained, "-v")).contains("picocli.CommandLine source");
    }

    @Test
    void aDamagedOneIsLeftAloneInSilence() throws IOException {
        Path archive = archives(trained).get(0);
        byte[] good = Files.readAllBytes(archive);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.seek(good.length / 3);
            file.write(new byte[good.length / 3]);
            assertStartsFromJars(trained);
            file.setLength(good.length / 2);
            assertStartsFromJars(trained);
        } finally {
            Files.write(archive, good);
        }
    }

    @Test
    void isNotUsedForOtherJars() throws IOException {
        Path jar = trained.resolve("proxy/target/proxy-0.1.0.jar");
        FileTime built = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        assertStartsFromJars(trained);
        Files.setLastModifiedTime(jar, built);
        assertThat(classes(trained, "-v")).contains(FROM_ARCHIVE);
    }

    @Test
    void canBeSwitchedOff() {
        assertThat(classes(trained, Map.of("HAPROXY_J_NO_ARCHIVE", "1"), "-v")).contains(FROM_JAR);
        install(untrained);
        try (HaproxyJ without = start(untrained, Map.of("HAPROXY_J_NO_ARCHIVE", "1"), "-v")) {
            assertThat(without.awaitExit()).isZero();
            assertThat(without.stderr()).isEmpty();
        }
        assertThat(untrained.resolve("proxy/target/archive")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenHasNone() throws IOException {
        install(untrained);
        // Root may write anywhere, but not below a file.
        Files.createFile(untrained.resolve("proxy/target/archive"));
        try (HaproxyJ without = start(untrained, Map.of(), "-v")) {
            assertThat(without.awaitExit()).isZero();
            assertThat(without.stderr()).isEmpty();
        }
        assertStartsFromJars(untrained);
    }

    private static void assertStartsFromJars(Path home) {
        try (HaproxyJ plain = start(home, Map.of("HAPROXY_J_NO_BUILD", "1"), "-v")) {
            assertThat(plain.awaitExit()).isZero();
            assertThat(plain.stdout()).hasSize(1).first().asString().startsWith("haproxy-j 0.");
            assertThat(plain.stderr()).isEmpty();
        }
        assertThat(classes(home, "-v")).contains(FROM_JAR);
    }

    private static String classes(Path home, String... arguments) {
        return classes(home, Map.of(), arguments);
    }

    /** The JVM's report of the classes it loaded, and from where. Makes no archive. */
    private static String classes(Path home, Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HAPROXY_J_NO_BUILD", "1");
        environment.put("HAPROXY_J_OPTS", "-Xlog:class+load");
        try (HaproxyJ started = start(home, environment, arguments)) {
            started.awaitExit();
            return String.join("\n", started.stdout());
        }
    }

    /** Unlike the other system tests: may make what is missing, unless told otherwise. */
    private static HaproxyJ start(Path home, Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of("HAPROXY_J_NO_BUILD", ""));
        environment.putAll(more);
        return HaproxyJ.startIn(home, home.resolve("haproxy-j").toString(), environment, arguments);
    }

    private static List<Path> archives(Path home) {
        return files(home.resolve("proxy/target/archive"))
                .filter(file -> file.toString().matches(".*\\.(aot|jsa)"))
                .toList();
    }

    private static void install(Path home) {
        Path target = HaproxyJ.ROOT.resolve("proxy/target");
        copy(HaproxyJ.ROOT.resolve("haproxy-j"), home);
        files(HaproxyJ.ROOT.resolve("launcher")).forEach(file -> copy(file, home));
        copy(target.resolve("proxy-0.1.0.jar"), home);
        files(target.resolve("lib")).forEach(file -> copy(file, home));
        try {
            Files.createFile(home.resolve("proxy/target/built"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path file, Path home) {
        try {
            Path to = home.resolve(HaproxyJ.ROOT.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
