package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.VirtualHost;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.MethodTable;

/**
 * Classes exchange and queue of one channel. Remembers the queue declared last, which an empty queue name stands for
 * (specification, queue.bind and others).
 *
 * <p>Threading: owned by the engine.
 */
final class Declarations {
    private final AmqpSession session;
    private final int channel;
    private String lastQueue = "";

    Declarations(AmqpSession session, int channel) {
        this.session = session;
        this.channel = channel;
    }

    void onMethod(Method method) throws AmqpException {
        switch (method.spec()) {
            case EXCHANGE_DECLARE -> declareExchange(method);
            case EXCHANGE_DELETE -> {
                host().deleteExchange(method.text("exchange"), method.bit("if-unused"));
                answer(method);
            }
            case EXCHANGE_BIND -> {
                host().bindExchange(
                                method.text("destination"),
                                method.text("source"),
                                method.text("routing-key"),
                                method.table("arguments"));
                answer(method);
            }
            case EXCHANGE_UNBIND -> {
                host().unbindExchange(
                                method.text("destination"),
                                method.text("source"),
                                method.text("routing-key"),
                                method.table("arguments"));
                answer(method);
            }
            case QUEUE_DECLARE -> declareQueue(method);
            case QUEUE_DELETE -> {
                int dropped = host().deleteQueue(
                                queueName(method), method.bit("if-unused"), method.bit("if-empty"), session.owner());
                answer(method, dropped);
            }
            case QUEUE_PURGE -> answer(method, host().purgeQueue(queueName(method), session.owner()));
            default -> bindQueue(method);
        }
    }

    private void declareExchange(Method method) throws AmqpException {
        String name = method.text("exchange");
        if (method.bit("passive")) {
            host().checkExchange(name);
        } else {
            host().declareExchange(new VirtualHost.ExchangeDeclaration(
                    name,
                    method.text("type"),
                    method.bit("durable"),
                    method.bit("auto-delete"),
                    method.bit("internal"),
                    method.table("arguments")));
        }
        answer(method);
    }

    private void declareQueue(Method method) throws AmqpException {
        String asked = method.text("queue");
        boolean direct = method.bit("passive") && asked.equals(DirectReplies.NAME);
        if (direct || session.context().replies().known(asked)) {
            // How clients find out whether direct replies are served, and servers whether a client still waits.
            answer(method, asked, 0, 1);
            return;
        }
        VirtualHost.QueueStatus status = method.bit("passive")
                ? host().checkQueue(queueName(method), session.owner())
                : host().declareQueue(
                                new VirtualHost.QueueDeclaration(
                                        method.text("queue"),
                                        method.bit("durable"),
                                        method.bit("exclusive"),
                                        method.bit("auto-delete"),
                                        method.table("arguments")),
                                session.owner());
        lastQueue = status.name();
        answer(method, status.name(), status.messages(), status.consumers());
    }

    private void bindQueue(Method method) throws AmqpException {
        boolean bind = method.spec() == MethodSpec.QUEUE_BIND;
        String queue = queueName(method);
        String exchange = method.text("exchange");
        String key = method.text("routing-key");
        if (key.isEmpty() && method.text("queue").isEmpty()) {
            key = queue;
        }
        if (bind) {
            host().bindQueue(queue, exchange, key, method.table("arguments"), session.owner());
            answer(method);
        } else {
            host().unbindQueue(queue, exchange, key, method.table("arguments"), session.owner());
            session.outbound().method(channel, Method.of(MethodSpec.QUEUE_UNBIND_OK));
        }
    }

    /** The queue a method means. */
    String queueName(Method method) throws AmqpException {
        String name = method.text("queue");
        if (!name.isEmpty()) {
            return name;
        }
        if (lastQueue.isEmpty()) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no previously declared queue");
        }
        return lastQueue;
    }

    private void answer(Method method, Object... values) {
        if (!method.bit("nowait")) {
            MethodTable.reply(method.spec())
                    .ifPresent(reply -> session.outbound().method(channel, Method.of(reply, values)));
        }
    }

    private VirtualHost host() {
        return session.login().host();
    }
}
