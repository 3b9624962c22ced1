package haproxyj.broker;

/**
 * A named thing as RabbitMQ's error texts write it.
 *
 * @param kind "queue" or "exchange"
 */
record Resource(String kind, String name, String virtualHost) {
    private static final int MAX_NAME_OCTETS = 255;

    /** A name as it arrives in a method: line ends are stripped, as RabbitMQ does. */
    static String clean(String name) {
        return name.indexOf('\n') < 0 && name.indexOf('\r') < 0
                ? name
                : name.replace("\n", "").replace("\r", "");
    }

    /** Refuses names a client must not create: 403 for the reserved prefix, 406 when too long. */
    void checkCreatable() throws AmqpException {
        if (name.startsWith("amq.")) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED, kind + " name '" + name + "' contains reserved prefix 'amq.*'");
        }
        if (name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_NAME_OCTETS) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    kind + " name is longer than " + MAX_NAME_OCTETS + " octets; choose a shorter one");
        }
    }

    AmqpException notFound() {
        return new AmqpException(ReplyCode.NOT_FOUND, "no " + this);
    }

    AmqpException inUse() {
        return new AmqpException(ReplyCode.PRECONDITION_FAILED, this + " in use");
    }

    @Override
    public String toString() {
        return kind + " '" + name + "' in vhost '" + virtualHost + "'";
    }
}
