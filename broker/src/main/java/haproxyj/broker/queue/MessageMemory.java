package haproxyj.broker.queue;

/**
 * How many octets of memory messages take, counted as they enter and leave queues: a message once however many queues
 * hold it, plus an overhead per message and per entry. An estimate on the safe side, not a measurement.
 *
 * <p>Threading: owned by the engine; one for all queues of a broker.
 */
public final class MessageMemory {
    /** A message's objects and array headers besides its octets: object, texts, properties, body. */
    static final int PER_MESSAGE = 192;
    /** An entry, its slot in the queue's array, and the delivery record while it is out. */
    static final int PER_ENTRY = 96;

    private long octets;

    /** Nothing held. */
    public MessageMemory() {}

    /** Octets held now. */
    public long octets() {
        return octets;
    }

    /** One more entry holds the message. */
    void hold(Message message) {
        octets += PER_ENTRY;
        if (message.holders++ == 0) {
            message.properties().forgetDecoded();
            octets += size(message);
        }
    }

    /** One entry less holds the message. */
    void release(Message message) {
        octets -= PER_ENTRY;
        if (--message.holders == 0) {
            octets -= size(message);
        }
    }

    /** Messages that wait elsewhere than in a queue take memory too; negative when they are let go. */
    public void add(long more) {
        octets += more;
    }

    /** What a message takes besides its entries. */
    public static long size(Message message) {
        return (long) PER_MESSAGE + message.properties().encoded().length + message.body().length;
    }
}
