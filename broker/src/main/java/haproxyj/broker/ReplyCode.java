package haproxyj.broker;

/** AMQP 0-9-1 reply codes (specification 1.3) with RabbitMQ's text prefix. */
public enum ReplyCode {
    REPLY_SUCCESS(200),
    CONTENT_TOO_LARGE(311),
    NO_ROUTE(312),
    NO_CONSUMERS(313),
    CONNECTION_FORCED(320),
    INVALID_PATH(402),
    ACCESS_REFUSED(403),
    NOT_FOUND(404),
    RESOURCE_LOCKED(405),
    PRECONDITION_FAILED(406),
    FRAME_ERROR(501),
    SYNTAX_ERROR(502),
    COMMAND_INVALID(503),
    CHANNEL_ERROR(504),
    UNEXPECTED_FRAME(505),
    RESOURCE_ERROR(506),
    NOT_ALLOWED(530),
    NOT_IMPLEMENTED(540),
    INTERNAL_ERROR(541);

    private final int code;

    ReplyCode(int code) {
        this.code = code;
    }

    /** The number that goes on the wire. */
    public int code() {
        return code;
    }

    /** Whether the specification makes this a connection exception (the others close the channel only). */
    public boolean hard() {
        return this == CONNECTION_FORCED || this == INVALID_PATH || code > 500;
    }
}
