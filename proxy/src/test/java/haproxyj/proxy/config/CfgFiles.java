package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code src/test/resources/cfg}. */
final class CfgFiles {

    private CfgFiles() {}

    /** @param folder {@code right} or {@code wrong} */
    static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/cfg", folder))) {
            List<Path> all =
                    files.filter(f -> f.toString().endsWith(".cfg")).sorted().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(7);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigSource source(Path file) {
        try {
            return new ConfigSource(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
