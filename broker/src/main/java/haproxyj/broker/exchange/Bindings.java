package haproxyj.broker.exchange;

import haproxyj.broker.queue.Message;

/** The bindings of one exchange, arranged for the way its type looks them up. Owned by its exchange. */
interface Bindings {

    /** Adds a binding that is not there yet. */
    void add(Binding binding);

    /** Removes a binding that is there. */
    void remove(Binding binding);

    /** Adds every destination whose binding matches; the route drops repetitions. */
    void match(String routingKey, Message message, Route route);
}
