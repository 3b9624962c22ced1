package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.queue.Message;
import haproxyj.broker.wire.BasicProperties;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A channel's consumer of direct replies, at most one (RabbitMQ, "Direct reply-to").
 *
 * <p>Threading: owned by the engine.
 */
final class ReplyConsumer implements DirectReplies.Receiver {
    private final AmqpSession session;
    private final int channel;
    private final Subscriptions subscriptions;
    private Optional<String> address = Optional.empty();
    private String tag = "";

    ReplyConsumer(AmqpSession session, int channel, Subscriptions subscriptions) {
        this.session = session;
        this.channel = channel;
        this.subscriptions = subscriptions;
    }

    /** basic.consume on the name that stands for direct replies. */
    void consume(Method method) throws AmqpException {
        if (!method.bit("no-ack")) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "reply consumer cannot acknowledge");
        }
        if (address.isPresent()) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "reply consumer already set");
        }
        tag = subscriptions.newTag(method.text("consumer-tag"));
        address = Optional.of(session.context().replies().register(this));
        if (!method.bit("nowait")) {
            session.outbound().method(channel, Method.of(MethodSpec.BASIC_CONSUME_OK, tag));
        }
    }

    /** basic.cancel; false when the tag is another consumer's. */
    boolean cancel(Method method) {
        if (address.isEmpty() || !method.text("consumer-tag").equals(tag)) {
            return false;
        }
        release();
        if (!method.bit("nowait")) {
            session.outbound().method(channel, Method.of(MethodSpec.BASIC_CANCEL_OK, tag));
        }
        return true;
    }

    /** Replaces the well-known name in reply-to by this consumer's address; other properties pass unchanged. */
    BasicProperties addressed(BasicProperties properties) throws AmqpException {
        if (!properties.replyTo().equals(Optional.of(DirectReplies.NAME))) {
            return properties;
        }
        return properties.withReplyTo(address.orElseThrow(
                () -> new AmqpException(ReplyCode.PRECONDITION_FAILED, "fast reply consumer does not exist")));
    }

    @Override
    public boolean take(Message message) {
        if (session.congested()) {
            return false;
        }
        subscriptions.deliverReply(tag.getBytes(StandardCharsets.UTF_8), message);
        return true;
    }

    void release() {
        address.ifPresent(session.context().replies()::remove);
        address = Optional.empty();
    }
}
