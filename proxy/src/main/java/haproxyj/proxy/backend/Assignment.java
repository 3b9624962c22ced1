package haproxyj.proxy.backend;

/** The answer to a request for a server. */
public sealed interface Assignment {

    /** A slot, now. */
    record Assigned(ServerSlot slot) implements Assignment {}

    /** In line; the waiter hears about it. */
    record Queued(QueueTicket ticket) implements Assignment {}

    /** Nothing to be had. */
    record Refused(Refusal why) implements Assignment {}

    /** A place in line. */
    interface QueueTicket {
        /** Leaves the line. False: too late, {@code granted} has been or is being called. Any thread. */
        boolean cancel();

        /** How many were ahead when this one joined, in the server's queue and in the backend's. */
        int serverQueueAhead();

        /** How many were ahead in the backend's queue. */
        int backendQueueAhead();
    }
}
