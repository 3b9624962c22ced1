package haproxyj.broker;

import haproxyj.broker.VirtualHost.Owner;
import haproxyj.broker.VirtualHost.QueueDeclaration;
import haproxyj.broker.exchange.Destination;
import haproxyj.broker.exchange.Topology;
import haproxyj.broker.queue.DeadLetter;
import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.queue.Queue;
import haproxyj.broker.queue.QueueArguments;
import haproxyj.broker.queue.Timers;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The queues of a virtual host by name: who may use them, declaration and deletion with RabbitMQ's answers.
 *
 * <p>Threading: owned by the engine.
 */
final class Queues {
    private static final int RANDOM_OCTETS = 16;

    private final String virtualHost;
    private final RandomGenerator random;
    private final Consumer<String> warnings;
    private final Topology topology;
    private final MessageMemory memory;
    private final Timers timers;
    private final Consumer<DeadLetter> deadLetters;
    private final Map<String, DeclaredQueue> byName = new LinkedHashMap<>();
    private final Map<Owner, Set<DeclaredQueue>> byOwner = new IdentityHashMap<>();

    Queues(
            String virtualHost,
            RandomGenerator random,
            Consumer<String> warnings,
            Topology topology,
            MessageMemory memory,
            Timers timers,
            Consumer<DeadLetter> deadLetters) {
        this.virtualHost = virtualHost;
        this.random = random;
        this.warnings = warnings;
        this.topology = topology;
        this.memory = memory;
        this.timers = timers;
        this.deadLetters = deadLetters;
    }

    Optional<Queue> find(String name) {
        DeclaredQueue found = byName.get(name);
        return found == null ? Optional.empty() : Optional.of(found.queue());
    }

    Resource resource(String name) {
        return new Resource("queue", name, virtualHost);
    }

    /** The queue of that name, if this connection may use it: 404, 405. */
    Queue usable(String name, Owner owner) throws AmqpException {
        DeclaredQueue found = byName.get(name);
        if (found == null) {
            throw resource(name).notFound();
        }
        checkAccess(found, owner);
        return found.queue();
    }

    private void checkAccess(DeclaredQueue queue, Owner owner) throws AmqpException {
        if (queue.owner().isPresent() && !queue.ownedBy(owner)) {
            throw locked(queue);
        }
    }

    private AmqpException locked(DeclaredQueue queue) {
        return new AmqpException(
                ReplyCode.RESOURCE_LOCKED,
                "cannot obtain exclusive access to locked "
                        + resource(queue.queue().name())
                        + ". It could be originally declared on another connection or the exclusive property value"
                        + " does not match that of the original declaration.");
    }

    Queue declare(QueueDeclaration declaration, Owner owner) throws AmqpException {
        String name = Resource.clean(declaration.name());
        if (name.isEmpty()) {
            return create(unusedName(), declaration, owner);
        }
        resource(name).checkCreatable();
        DeclaredQueue existing = byName.get(name);
        if (existing == null) {
            return create(name, declaration, owner);
        }
        checkEquivalent(existing, declaration, owner);
        existing.queue().use();
        return existing.queue();
    }

    private void checkEquivalent(DeclaredQueue existing, QueueDeclaration wanted, Owner owner) throws AmqpException {
        checkAccess(existing, owner);
        if (existing.owner().isPresent() != wanted.exclusive()) {
            throw locked(existing);
        }
        Equivalence equivalence = new Equivalence(resource(existing.queue().name()));
        equivalence.property("durable", existing.durable(), wanted.durable());
        equivalence.property("auto_delete", existing.autoDelete(), wanted.autoDelete());
        equivalence.arguments(QueueArguments.KNOWN, existing.queue().arguments().table(), wanted.arguments());
    }

    private Queue create(String name, QueueDeclaration wanted, Owner owner) throws AmqpException {
        Resource resource = resource(name);
        QueueArguments arguments = QueueArguments.parse(wanted.arguments(), resource.toString());
        if ("quorum".equals(wanted.arguments().get("x-queue-type"))) {
            checkQuorum(wanted, resource);
        }
        for (String argument : arguments.unhonoured()) {
            warnings.accept(resource + " was declared with " + argument + ", which is accepted but has no effect");
        }
        DeclaredQueue queue = new DeclaredQueue(
                new Queue(name, arguments, memory, timers, deadLetters),
                wanted.durable(),
                wanted.autoDelete(),
                wanted.exclusive() ? Optional.of(owner) : Optional.empty());
        byName.put(name, queue);
        if (wanted.exclusive()) {
            byOwner.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(queue);
        }
        return queue.queue();
    }

    /** Quorum queues are durable and belong to nobody; code that relies on a refusal gets it. */
    private static void checkQuorum(QueueDeclaration wanted, Resource resource) throws AmqpException {
        String wrong = !wanted.durable()
                ? "non-durable"
                : wanted.exclusive() ? "exclusive" : wanted.autoDelete() ? "auto-delete" : "";
        if (!wrong.isEmpty()) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "invalid property '" + wrong + "' for " + resource);
        }
    }

    private String unusedName() {
        byte[] octets = new byte[RANDOM_OCTETS];
        String name;
        do {
            random.nextBytes(octets);
            name = "amq.gen-" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        } while (byName.containsKey(name));
        return name;
    }

    /** queue.delete; returns the ready messages dropped. */
    int delete(String name, boolean ifUnused, boolean ifEmpty, Owner owner) throws AmqpException {
        DeclaredQueue found = byName.get(name);
        if (found == null) {
            return 0;
        }
        checkAccess(found, owner);
        if (ifEmpty && found.queue().ready() > 0) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, resource(name) + " not empty");
        }
        if (ifUnused && found.queue().consumers() > 0) {
            throw resource(name).inUse();
        }
        return remove(found);
    }

    /** Deletes an auto-delete queue whose last consumer has gone. */
    void deleteIfAbandoned(Queue queue) {
        DeclaredQueue found = byName.get(queue.name());
        if (found != null && found.queue() == queue && found.autoDelete() && queue.abandoned()) {
            remove(found);
        }
    }

    /** Calls the queues whose time has come; one that was unused for too long goes (x-expires). */
    void onTime() {
        for (Optional<Queue> due = timers.due(); due.isPresent(); due = timers.due()) {
            Queue queue = due.get();
            queue.onTimer();
            DeclaredQueue found = byName.get(queue.name());
            if (queue.expired() && found != null && found.queue() == queue) {
                remove(found);
            }
        }
    }

    BrokerGauges gauges() {
        long ready = 0;
        long unacknowledged = 0;
        for (DeclaredQueue each : byName.values()) {
            ready += each.queue().ready();
            unacknowledged += each.queue().unacknowledged();
        }
        return new BrokerGauges(byName.size(), ready, unacknowledged, 0, false);
    }

    /** Deletes the exclusive queues of a connection that is gone. */
    void deleteOwnedBy(Owner owner) {
        Set<DeclaredQueue> owned = byOwner.get(owner);
        if (owned != null) {
            List.copyOf(owned).forEach(this::remove);
        }
    }

    /** Names first, consumers last: whoever is told that the queue is gone finds it gone. */
    private int remove(DeclaredQueue queue) {
        byName.remove(queue.queue().name());
        queue.owner()
                .ifPresent(owner -> byOwner.computeIfPresent(owner, (key, queues) -> {
                    queues.remove(queue);
                    return queues.isEmpty() ? null : queues;
                }));
        topology.unbindAll(new Destination.ToQueue(queue.queue()));
        return queue.queue().delete();
    }
}
