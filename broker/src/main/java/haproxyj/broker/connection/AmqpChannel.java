package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.MethodTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel: the methods of classes channel, access, exchange, queue, basic, confirm and tx, each one switch line away
 * from what does the work.
 *
 * <p>Threading: owned by the engine.
 */
final class AmqpChannel {
    /** Where the channel stands. */
    private enum State {
        /** Commands are served. */
        OPEN,
        /** channel.close is out; everything but close and close-ok is discarded. */
        CLOSING
    }

    private final AmqpSession session;
    private final int number;
    private final Declarations declarations;
    private final Subscriptions subscriptions;
    private final ReplyConsumer replies;
    private final Publishing publishing;
    private @Nullable Transaction transaction;
    private State state = State.OPEN;

    AmqpChannel(AmqpSession session, int number) {
        this.session = session;
        this.number = number;
        this.declarations = new Declarations(session, number);
        this.subscriptions = new Subscriptions(session, number);
        this.replies = new ReplyConsumer(session, number, subscriptions);
        this.publishing = new Publishing(session, number, replies);
    }

    /** Serves one command; true when the channel's number is free again. */
    boolean onCommand(Command command) throws AmqpException {
        Method method = command.method();
        if (method.spec() == MethodSpec.CHANNEL_CLOSE) {
            release();
            answer(method);
            // Both sides closed at once: the number is free when the peer has answered ours.
            return state == State.OPEN;
        }
        if (state == State.CLOSING) {
            return method.spec() == MethodSpec.CHANNEL_CLOSE_OK;
        }
        switch (method.spec()) {
            case BASIC_PUBLISH -> onPublish(command);
            case BASIC_ACK -> settle(method, method.bit("multiple"), Settlement.ACK);
            case BASIC_NACK -> settle(method, method.bit("multiple"), refused(method));
            case BASIC_REJECT -> settle(method, false, refused(method));
            default -> onRareMethod(method);
        }
        return false;
    }

    private void onRareMethod(Method method) throws AmqpException {
        switch (method.spec()) {
            case EXCHANGE_DECLARE,
                    EXCHANGE_DELETE,
                    EXCHANGE_BIND,
                    EXCHANGE_UNBIND,
                    QUEUE_DECLARE,
                    QUEUE_DELETE,
                    QUEUE_PURGE,
                    QUEUE_BIND,
                    QUEUE_UNBIND -> declarations.onMethod(method);
            case BASIC_QOS -> {
                subscriptions.qos(method);
                answer(method);
            }
            case BASIC_CONSUME -> onConsume(method);
            case BASIC_CANCEL -> onCancel(method);
            case BASIC_GET -> subscriptions.get(method, declarations.queueName(method));
            case BASIC_RECOVER, BASIC_RECOVER_ASYNC -> onRecover(method);
            case CHANNEL_FLOW -> onFlow(method);
            case ACCESS_REQUEST -> answer(method, 1);
            case CONFIRM_SELECT -> onConfirmSelect(method);
            case TX_SELECT, TX_COMMIT, TX_ROLLBACK -> onTx(method);
            case BASIC_CANCEL_OK, CHANNEL_FLOW_OK, CHANNEL_CLOSE_OK -> {
                // Late answers to what the broker asked; nothing depends on them.
            }
            default ->
                throw new AmqpException(
                        ReplyCode.COMMAND_INVALID, method.spec().label() + " is not for a client to send");
        }
    }

    private void onPublish(Command command) throws AmqpException {
        Publishing.Publication publication = publishing.accept(command);
        Transaction open = transaction;
        if (open == null) {
            publishing.publish(publication);
            return;
        }
        String exchange = publication.message().exchange();
        if (!exchange.isEmpty()) {
            session.login().host().checkExchange(exchange);
        }
        open.publish(publication);
    }

    private static Settlement refused(Method method) {
        return method.bit("requeue") ? Settlement.REQUEUE : Settlement.REJECT;
    }

    private void settle(Method method, boolean multiple, Settlement settlement) throws AmqpException {
        List<Unacked.Delivery> deliveries = subscriptions.take(method.number("delivery-tag"), multiple);
        Transaction open = transaction;
        if (open == null) {
            subscriptions.settle(deliveries, settlement);
        } else {
            open.settle(deliveries, settlement);
        }
    }

    private void onConsume(Method method) throws AmqpException {
        String queue = declarations.queueName(method);
        if (queue.equals(DirectReplies.NAME)) {
            replies.consume(method);
        } else {
            subscriptions.consume(method, queue);
        }
    }

    private void onCancel(Method method) {
        if (!replies.cancel(method)) {
            subscriptions.cancel(method);
        }
    }

    private void onRecover(Method method) throws AmqpException {
        if (!method.bit("requeue")) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "requeue=false");
        }
        answer(method);
        subscriptions.settle(subscriptions.takeAll(), Settlement.REQUEUE);
    }

    private void onFlow(Method method) throws AmqpException {
        if (!method.bit("active")) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "active=false");
        }
        answer(method, true);
    }

    private void onConfirmSelect(Method method) throws AmqpException {
        if (transaction != null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "cannot switch from tx to confirm mode");
        }
        publishing.confirm();
        if (!method.bit("nowait")) {
            answer(method);
        }
    }

    private void onTx(Method method) throws AmqpException {
        if (publishing.confirming()) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "cannot switch from confirm to tx mode");
        }
        Transaction open = transaction;
        if (method.spec() == MethodSpec.TX_SELECT) {
            transaction = open == null
                    ? new Transaction(
                            publishing, subscriptions, session.context().memory())
                    : open;
        } else if (open == null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "channel is not transactional");
        } else if (method.spec() == MethodSpec.TX_COMMIT) {
            open.commit();
        } else {
            open.rollback();
        }
        answer(method);
    }

    private void answer(Method method, Object... values) {
        MethodTable.reply(method.spec())
                .ifPresent(reply -> session.outbound().method(number, Method.of(reply, values)));
    }

    /** Ends the channel with channel.close; the client's close-ok frees its number. */
    void refuse(AmqpException refusal, MethodSpec blamed) {
        release();
        state = State.CLOSING;
        session.outbound().method(number, Refusals.channelClose(refusal, blamed));
    }

    /** Gives everything back that the channel holds. */
    void release() {
        publishing.flushConfirms();
        Optional.ofNullable(transaction).ifPresent(Transaction::rollback);
        transaction = null;
        replies.release();
        subscriptions.release();
    }

    void wakeSubscriptions() {
        subscriptions.wake();
    }

    void flushConfirms() {
        if (state == State.OPEN) {
            publishing.flushConfirms();
        }
    }
}
