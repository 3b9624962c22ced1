package haproxyj.broker.wire;

import java.nio.charset.StandardCharsets;

/** Texts that must fit a shortstr. */
public final class ShortText {
    private static final int LIMIT = 255;

    private ShortText() {}

    /** The longest prefix that fits 255 octets of UTF-8, cut between characters. */
    public static String fit(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= LIMIT) {
            return text;
        }
        int end = LIMIT;
        while (end > 0 && (octets[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(octets, 0, end, StandardCharsets.UTF_8);
    }
}
