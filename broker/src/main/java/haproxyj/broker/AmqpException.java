package haproxyj.broker;

/**
 * A refusal that ends the channel or, for hard codes, the connection. Carries no stack trace: it is an answer to the
 * peer, not a fault of the broker.
 */
public final class AmqpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ReplyCode replyCode;

    /**
     * An answer to the peer.
     *
     * @param replyCode the protocol's code; whether it closes the channel or the connection follows from it
     * @param text what RabbitMQ would say after the code's name, e.g. "no queue 'q' in vhost '/'"
     */
    public AmqpException(ReplyCode replyCode, String text) {
        super(text, null, false, false);
        this.replyCode = replyCode;
    }

    /** The protocol's reply code. */
    public ReplyCode replyCode() {
        return replyCode;
    }

    /** The reply text as RabbitMQ writes it: {@code NOT_FOUND - no queue 'q' in vhost '/'}; at most 255 octets. */
    public String replyText() {
        String text = replyCode.name() + " - " + getMessage();
        return text.length() <= 255 ? text : text.substring(0, 255);
    }
}
