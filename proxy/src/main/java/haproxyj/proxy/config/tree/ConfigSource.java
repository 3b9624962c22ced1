package haproxyj.proxy.config.tree;

/**
 * One configuration file, already in memory.
 *
 * @param name shown in messages, as given on the command line
 * @param text decoded from UTF-8
 */
public record ConfigSource(String name, String text) {

    /** By the name, or by the first line when the name does not tell. */
    public Language language() {
        return Language.of(name, text);
    }
}
