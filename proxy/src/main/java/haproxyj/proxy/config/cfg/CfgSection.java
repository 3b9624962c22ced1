package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Section;
import java.util.Optional;

/**
 * The line that begins a section.
 *
 * @param head the keyword
 * @param name of a proxy, or of a {@code defaults} that others refer to
 * @param from name of the {@code defaults} it inherits from, if it says so
 */
record CfgSection(Section kind, Word head, Optional<Word> name, Optional<Word> from) {

    /** For messages. */
    String where() {
        return kind == Section.GLOBAL || kind == Section.DEFAULTS
                ? kind.title()
                : kind.title() + " " + name.map(Word::text).orElse("");
    }
}
