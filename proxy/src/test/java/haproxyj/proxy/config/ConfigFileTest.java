package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.TreeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read say why. */
class ConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void readsUtf8() throws IOException {
        Path file = folder.resolve("a.yml");
        Files.writeString(file, "a: é😀\n");
        assertThat(ConfigFile.read(file)).isEqualTo(new ConfigSource(file.toString(), "a: é😀\n"));
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws IOException {
        Path file = folder.resolve("a.yml");
        Files.write(file, "a: 1\nbé: x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ":2:2: not UTF-8; save the file in that encoding");
    }

    @Test
    void namesAFileThatIsMissingOrAFolder() {
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("no.yml")))
                .hasMessage(folder.resolve("no.yml") + ": there is no such file");
        assertThatThrownBy(() -> ConfigFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder + ": cannot be read");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBySize() throws IOException {
        Path file = folder.resolve("a.yml");
        Files.writeString(file, "é".repeat(TreeReader.MAX_BYTES));
        assertThat(Reading.of(ConfigFile.read(file)).errors())
                .singleElement()
                .asString()
                .contains("larger than 4 MiB");
    }
}
