package haproxyj.broker.exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The exchange types (AMQP 0-9-1 specification 3.1). */
public enum ExchangeType {
    /** Routing key equals binding key. */
    DIRECT(DirectBindings::new),
    /** To everything bound. */
    FANOUT(FanoutBindings::new),
    /** Binding key is a pattern of words, {@code *} and {@code #}. */
    TOPIC(TopicBindings::new),
    /** Binding arguments are compared with the headers table. */
    HEADERS(HeadersBindings::new);

    private final Supplier<Bindings> bindings;

    ExchangeType(Supplier<Bindings> bindings) {
        this.bindings = bindings;
    }

    /** The type of that name on the wire; empty when there is none. */
    public static Optional<ExchangeType> named(String name) {
        for (ExchangeType type : values()) {
            if (type.wireName().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Its name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Bindings newBindings() {
        return bindings.get();
    }
}
