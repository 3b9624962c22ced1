package haproxyj.broker.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * A topic exchange's binding key in words: {@code *} stands for exactly one word, {@code #} for any number of words, none
 * included. Words are separated by dots; an empty key has no words, and neighbouring dots enclose an empty word.
 *
 * @param words in order; of several neighbouring {@code #} one is kept, which means the same
 */
record TopicPattern(List<String> words) {
    static final String ONE = "*";
    static final String ANY = "#";

    static TopicPattern of(String bindingKey) {
        List<String> words = new ArrayList<>();
        for (String word : split(bindingKey)) {
            boolean repeated = word.equals(ANY)
                    && !words.isEmpty()
                    && words.get(words.size() - 1).equals(ANY);
            if (!repeated) {
                words.add(word);
            }
        }
        return new TopicPattern(List.copyOf(words));
    }

    /** The words of a routing key. */
    static List<String> split(String key) {
        if (key.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(4);
        int start = 0;
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', start)) {
            words.add(key.substring(start, dot));
            start = dot + 1;
        }
        words.add(key.substring(start));
        return words;
    }
}
