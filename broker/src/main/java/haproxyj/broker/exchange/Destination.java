package haproxyj.broker.exchange;

import haproxyj.broker.queue.Queue;

/** What a binding leads to. Compared by the identity of what it names. */
public sealed interface Destination {

    /** A queue takes the message. */
    record ToQueue(Queue queue) implements Destination {}

    /** Another exchange routes it further (RabbitMQ's exchange.bind). */
    record ToExchange(Exchange exchange) implements Destination {}
}
