package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.VirtualHost;
import haproxyj.broker.queue.Expiration;
import haproxyj.broker.queue.Message;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import java.util.Optional;

/**
 * The sending side of a channel: basic.publish, returns and confirms.
 *
 * <p>Threading: owned by the engine.
 */
final class Publishing implements Confirms.Output {
    private static final VirtualHost.Receipt NOBODY_WAITS = accepted -> {};

    /** A message on its way to the virtual host. */
    record Publication(Message message, boolean mandatory) {}

    private final AmqpSession session;
    private final int channel;
    private final ReplyConsumer replies;
    private final Confirms confirms = new Confirms();
    private boolean confirming;

    Publishing(AmqpSession session, int channel, ReplyConsumer replies) {
        this.session = session;
        this.replies = replies;
        this.channel = channel;
    }

    boolean confirming() {
        return confirming;
    }

    void confirm() {
        confirming = true;
    }

    /**
     * Checks what can be checked without the virtual host.
     *
     * @throws AmqpException 540 immediate, 406 message too large, foreign user-id or bad expiration
     */
    Publication accept(Command command) throws AmqpException {
        Method method = command.method();
        if (method.bit("immediate")) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "immediate=true");
        }
        if (command.oversized()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "message size " + command.bodySize() + " is larger than configured max size "
                            + session.context().config().maxMessageSize());
        }
        Expiration.check(command.properties());
        Optional<String> claimed = command.properties().userId();
        if (claimed.isPresent() && !claimed.get().equals(session.login().user())) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "user_id property set to '" + claimed.get() + "' but authenticated user was '"
                            + session.login().user() + "'");
        }
        return new Publication(
                new Message(
                        method.text("exchange"),
                        method.text("routing-key"),
                        replies.addressed(command.properties()),
                        command.body()),
                method.bit("mandatory"));
    }

    /** Routes a message; the confirm follows when the virtual host says so, a return goes out first. */
    void publish(Publication publication) throws AmqpException {
        VirtualHost.Receipt receipt = NOBODY_WAITS;
        if (confirming) {
            long sequence = confirms.next();
            receipt = accepted -> settled(sequence, accepted);
        }
        Message message = publication.message();
        int queues = route(message, receipt);
        session.context().counters().count(BrokerCounters.Kind.MESSAGES_PUBLISHED);
        if (queues == 0 && publication.mandatory()) {
            Method method = Method.of(
                    MethodSpec.BASIC_RETURN,
                    ReplyCode.NO_ROUTE.code(),
                    ReplyCode.NO_ROUTE.name(),
                    message.exchange(),
                    message.routingKey());
            session.outbound().content(channel, method, message);
            session.context().counters().count(BrokerCounters.Kind.MESSAGES_RETURNED);
        }
    }

    private int route(Message message, VirtualHost.Receipt receipt) throws AmqpException {
        if (!DirectReplies.addressed(message)) {
            return session.login().host().publish(message, receipt);
        }
        int taken = session.context().replies().deliver(message) ? 1 : 0;
        receipt.settled(true);
        return taken;
    }

    private void settled(long sequence, boolean accepted) {
        confirms.settled(sequence, accepted);
        session.touch();
    }

    void flushConfirms() {
        confirms.flush(this);
    }

    @Override
    public void ack(long sequence, boolean multiple) {
        session.outbound().method(channel, Method.of(MethodSpec.BASIC_ACK, sequence, multiple));
    }

    @Override
    public void nack(long sequence, boolean multiple) {
        session.outbound().method(channel, Method.of(MethodSpec.BASIC_NACK, sequence, multiple, false));
    }
}
