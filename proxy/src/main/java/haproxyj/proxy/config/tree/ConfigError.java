package haproxyj.proxy.config.tree;

import java.util.Optional;

/**
 * One finding about a configuration: what is wrong, where, and what to do.
 *
 * @param severity an error stops the start, a warning does not
 * @param position of the key or value it is about
 * @param message one sentence, one line
 * @param suggestion what was probably meant
 */
public record ConfigError(Severity severity, Position position, String message, Optional<String> suggestion) {

    /** How bad it is. */
    public enum Severity {
        /** The configuration cannot be used. */
        ERROR,
        /** It can be used, but probably not as intended. */
        WARNING
    }

    /** {@code file:line:column: message; did you mean "x"?}, a warning with {@code warning: } before the message. */
    @Override
    public String toString() {
        return position
                + ": "
                + (severity == Severity.WARNING ? "warning: " : "")
                + message
                + suggestion.map(s -> "; did you mean \"" + s + "\"?").orElse("");
    }
}
