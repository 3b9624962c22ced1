package haproxyj.proxy.config.keys;

import java.util.Map;
import java.util.Optional;

/** Turns haproxy.cfg's one-line notation, {@code 10.0.0.1:5672 check inter 5s}, into the mapping to write here. Pure. */
public final class OneLine {

    private OneLine() {}

    /**
     * The mapping, as a suggestion for a message; it ends with … at the first word that is no key here.
     *
     * @param section whose keys may follow the address
     */
    public static Optional<String> rewrite(String text, Section section) {
        String[] words = text.strip().split("\\s+");
        if (words.length < 2) {
            return Optional.empty();
        }
        Map<String, Key> keys = Keys.of(section, "");
        StringBuilder mapping = new StringBuilder("{address: ").append(words[0]);
        for (int i = 1; i < words.length; i++) {
            Key key = keys.get(words[i]);
            boolean flag = key != null && key.form() instanceof Form.Flag;
            if (key == null || (!flag && i + 1 == words.length)) {
                return Optional.of(mapping.append(", …}").toString());
            }
            mapping.append(", ").append(key.name()).append(": ").append(flag ? "true" : words[++i]);
        }
        return Optional.of(mapping.append('}').toString());
    }
}
