package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.queue.MessageMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Class tx on one channel: publishes and acknowledgements wait for tx.commit. As in RabbitMQ a commit is not atomic over
 * several queues; it only happens at one moment.
 *
 * <p>Threading: owned by the engine. Bounded: {@value #MAX_OCTETS} octets of waiting messages, 506 beyond.
 */
final class Transaction {
    private static final long MAX_OCTETS = 64L << 20;

    private record Acknowledgement(List<Unacked.Delivery> deliveries, Settlement settlement) {}

    private final Publishing publishing;
    private final Subscriptions subscriptions;
    private List<Publishing.Publication> publications = new ArrayList<>();
    private List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final MessageMemory memory;
    private long octets;

    Transaction(Publishing publishing, Subscriptions subscriptions, MessageMemory memory) {
        this.publishing = publishing;
        this.subscriptions = subscriptions;
        this.memory = memory;
    }

    void publish(Publishing.Publication publication) throws AmqpException {
        long size = MessageMemory.size(publication.message());
        if (octets + size > MAX_OCTETS) {
            throw new AmqpException(
                    ReplyCode.RESOURCE_ERROR,
                    "transaction holds more than " + MAX_OCTETS + " octets; commit more often");
        }
        octets += size;
        memory.add(size);
        publications.add(publication);
    }

    void settle(List<Unacked.Delivery> deliveries, Settlement settlement) {
        acknowledgements.add(new Acknowledgement(deliveries, settlement));
    }

    /** tx.commit. */
    void commit() throws AmqpException {
        List<Publishing.Publication> sent = publications;
        List<Acknowledgement> settled = acknowledgements;
        clear();
        for (Publishing.Publication publication : sent) {
            publishing.publish(publication);
        }
        for (Acknowledgement acknowledgement : settled) {
            subscriptions.settle(acknowledgement.deliveries(), acknowledgement.settlement());
        }
    }

    /** tx.rollback, also at the channel's end: messages are forgotten, deliveries are unacknowledged again. */
    void rollback() {
        List<Unacked.Delivery> back = new ArrayList<>();
        acknowledgements.forEach(acknowledgement -> back.addAll(acknowledgement.deliveries()));
        back.sort(Comparator.comparingLong(Unacked.Delivery::tag));
        subscriptions.putBack(back);
        clear();
    }

    private void clear() {
        publications = new ArrayList<>();
        acknowledgements = new ArrayList<>();
        memory.add(-octets);
        octets = 0;
    }
}
