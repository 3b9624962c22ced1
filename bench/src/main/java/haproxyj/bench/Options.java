package haproxyj.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code --name value} pairs after the command. Pure. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the words after the command.
     *
     * @throws IllegalArgumentException when a word is not a known option, or its value is missing; the message lists the known ones
     */
    public static Options parse(List<String> words, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String word = words.get(i);
            if (!word.startsWith("--") || !known.contains(word.substring(2))) {
                throw new IllegalArgumentException(
                        "unknown option " + word + ", known are --" + String.join(", --", known));
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("option " + word + " needs a value");
            }
            values.put(word.substring(2), words.get(i + 1));
        }
        return new Options(values);
    }

    /** The value, if given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A positive number.
     *
     * @throws IllegalArgumentException when the value is no positive number
     */
    public int number(String name, int otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("option --" + name + " wants a number above 0, not " + text.get());
        }
        return Integer.parseInt(text.get());
    }

    /**
     * A switch, off when not given.
     *
     * @throws IllegalArgumentException when the value is neither yes nor no
     */
    public boolean flag(String name) {
        String value = text(name).orElse("no");
        if (!value.equals("yes") && !value.equals("no")) {
            throw new IllegalArgumentException("option --" + name + " wants yes or no, not " + value);
        }
        return value.equals("yes");
    }

    /**
     * A duration with unit {@code ms}, {@code s} or {@code m}, in milliseconds.
     *
     * @throws IllegalArgumentException when it has no unit
     */
    public int millis(String name, int otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[1-9]\\d{0,5}(ms|s|m)")) {
            throw new IllegalArgumentException(
                    "option --" + name + " wants a duration like 300ms, 5s or 10m, not " + text.get());
        }
        int number = Integer.parseInt(text.get().replaceAll("\\D", ""));
        return switch (text.get().replaceAll("\\d", "")) {
            case "ms" -> number;
            case "s" -> number * 1_000;
            default -> Math.multiplyExact(number, 60_000);
        };
    }
}
