package haproxyj.proxy.config;

import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Brings a configuration file into memory. Blocks; for the start and reloads only. */
public final class ConfigFile {

    /** Bytes of UTF-8: what is read beyond the limit must still be beyond it when a cut character is dropped. */
    private static final int LONGEST_CHARACTER = 4;

    private ConfigFile() {}

    /**
     * Reads a file, or a pipe, up to the largest size that {@link ConfigReader} takes.
     *
     * @return with the path as name
     * @throws IOException with a message for people that begins with the path
     */
    public static ConfigSource read(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(TreeReader.MAX_BYTES + LONGEST_CHARACTER);
        } catch (NoSuchFileException e) {
            throw new IOException(path + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(path + ": cannot be read: " + e.getMessage(), e);
        }
        return new ConfigSource(path.toString(), decode(path, ByteBuffer.wrap(bytes)));
    }

    private static String decode(Path path, ByteBuffer bytes) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        // a file that is too large may end within a character here; the reader refuses it by its size
        CoderResult result = decoder.decode(bytes, text, bytes.limit() <= TreeReader.MAX_BYTES);
        text.flip();
        if (result.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            int column = text.length() - text.toString().lastIndexOf('\n');
            throw new IOException(path + ":" + line + ":" + column + ": not UTF-8; save the file in that encoding");
        }
        return text.toString();
    }
}
