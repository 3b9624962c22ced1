package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.tree.Problems;
import java.util.List;
import java.util.Optional;

/**
 * One line that says something.
 *
 * @param words at least one
 */
record Statement(List<Word> words) {

    Word head() {
        return words.get(0);
    }

    /** The word at this place, 0 being the keyword. */
    Optional<Word> word(int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    /** The words from this place on. */
    List<Word> from(int index) {
        return words.subList(Math.min(index, words.size()), words.size());
    }

    /** Reports words from this place on as too many. */
    void endsAt(int index, Problems problems) {
        word(index)
                .ifPresent(w -> problems.error(
                        w.at(),
                        w.shown() + " is one word too many after "
                                + words.get(index - 1).text()));
    }
}
