package haproxyj.broker;

import haproxyj.broker.queue.Queue;
import java.util.Optional;

/**
 * A queue and the properties it was declared with.
 *
 * @param owner the connection of an exclusive queue
 */
record DeclaredQueue(Queue queue, boolean durable, boolean autoDelete, Optional<VirtualHost.Owner> owner) {

    boolean ownedBy(VirtualHost.Owner other) {
        return owner.isPresent() && owner.get() == other;
    }
}
