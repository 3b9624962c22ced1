package haproxyj.bench.soak;

import haproxyj.bench.soak.Section.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Plays sessions, clients and servers alike, on one thread and one selector. */
final class Soak implements AutoCloseable {
    private static final int SCRATCH = 64 * 1024;
    private static final int TURN_MILLIS = 2;
    private static final int NEW_PER_TURN = 8;
    private static final long ACCEPT_LATE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);
    private final long seed;
    private final Servers servers;
    private final Map<Section, Integer> ports;
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final Map<Integer, Session> active = new HashMap<>();
    private final BitSet served = new BitSet();
    private final SoakTally tally = new SoakTally();
    private long lateAccepted;

    /** @param ports where the proxy listens */
    Soak(long seed, Servers servers, Map<Section, Integer> ports) throws IOException {
        this.seed = seed;
        this.servers = servers;
        this.ports = ports;
        for (Map.Entry<Header, ServerSocketChannel> entry : servers.open().entrySet()) {
            entry.getValue().register(selector, SelectionKey.OP_ACCEPT, entry.getKey());
        }
    }

    /** What has happened so far. */
    SoakTally tally() {
        return tally;
    }

    /**
     * Plays sessions with these numbers, so many at a time, until there are no more or the time has come; then waits for those
     * that have begun. Gives up after a failure of the proxy that would only repeat itself, when {@link SoakTally#isHopeless}.
     */
    void play(Iterator<Integer> ids, int atATime, long endNanos, Runnable everyTurn) throws IOException {
        boolean more = true;
        while (more || !active.isEmpty()) {
            long now = System.nanoTime();
            more = more && now < endNanos && ids.hasNext() && !tally.isHopeless();
            for (int i = 0; more && i < NEW_PER_TURN && active.size() < atATime && ids.hasNext(); i++) {
                begin(Plan.of(seed, ids.next()));
            }
            turn();
            everyTurn.run();
        }
    }

    private void begin(Plan plan) throws IOException {
        Integer port = ports.get(plan.section());
        if (port == null) {
            throw new IllegalStateException("no port for " + plan.section());
        }
        InetSocketAddress proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        byte[] header = ProxyText.write(plan.section().fromClient(), plan.claim(), proxy);
        byte[] name = plan.announced() ? new Announcement(plan.seed(), plan.id()).encode() : new byte[0];
        byte[] prologue = ByteBuffer.allocate(header.length + name.length)
                .put(header)
                .put(name)
                .array();
        End client = End.client(plan, proxy, prologue, scratch);
        Session session = new Session(plan, Optional.of(client), System.nanoTime());
        active.put(plan.id(), session);
        client.channel().register(selector, SelectionKey.OP_CONNECT, client);
    }

    /** Moves every socket that can move. */
    private void turn() throws IOException {
        selector.select(TURN_MILLIS);
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.attachment() instanceof Header header) {
                accept((ServerSocketChannel) key.channel(), header);
            } else if (key.attachment() instanceof Caller caller) {
                listen(key, caller);
            } else if (key.attachment() instanceof End end) {
                pump(key, end, now);
            }
        }
        selector.selectedKeys().clear();
        if (now - lateAccepted > ACCEPT_LATE_EVERY_NANOS) {
            lateAccepted = now;
            take(servers.late().accept(), Header.NONE);
        }
        List<Session> over = new ArrayList<>();
        for (Session session : active.values()) {
            session.client().ifPresent(end -> pumpIfDue(end, now));
            session.server().ifPresent(end -> pumpIfDue(end, now));
            if (now - session.quietSince(now) > STUCK_NANOS) {
                session.fail("nothing moved for " + TimeUnit.NANOSECONDS.toSeconds(STUCK_NANOS) + " s");
            }
            if (session.isOver()) {
                over.add(session);
            }
        }
        over.forEach(this::finish);
    }

    private void pumpIfDue(End end, long now) {
        SelectionKey key = end.channel().keyFor(selector);
        if (key != null && key.isValid() && end.isDue(now)) {
            pump(key, end, now);
        }
    }

    private static void pump(SelectionKey key, End end, long now) {
        end.pump(now);
        if (key.isValid()) {
            key.interestOps(end.interest(now));
        }
    }

    private void accept(ServerSocketChannel listener, Header header) throws IOException {
        while (take(listener.accept(), header)) {
            // until nobody waits
        }
    }

    private boolean take(@org.jspecify.annotations.Nullable SocketChannel channel, Header header) throws IOException {
        if (channel == null) {
            return false;
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Caller(channel, header));
        return true;
    }

    private void listen(SelectionKey key, Caller caller) throws IOException {
        try {
            Optional<Announcement> announcement = caller.pump();
            if (announcement.isPresent()) {
                serve(key, caller, announcement.get());
            } else if (caller.isGone()) {
                tally.unannounced();
                key.channel().close();
            }
        } catch (IOException reset) {
            tally.unannounced();
            key.channel().close();
        } catch (IllegalArgumentException e) {
            tally.fail("a server received what no client sent: " + e.getMessage());
            key.channel().close();
        }
    }

    private void serve(SelectionKey key, Caller caller, Announcement announcement) throws IOException {
        int id = announcement.id();
        Plan plan = Plan.of(announcement.seed(), id);
        Session session = active.computeIfAbsent(id, late -> new Session(plan, Optional.empty(), System.nanoTime()));
        End end = End.server(plan, caller.channel(), scratch);
        if (announcement.seed() != seed || served.get(id)) {
            session.fail("its announcement was delivered twice");
        } else if (session.client().isEmpty() && plan.expected() != Plan.Expected.PREFIX) {
            session.fail("its server was reached after its client had left");
        } else if (!headerFits(plan, session, caller)) {
            session.fail("the PROXY header names somebody else");
        }
        served.set(id);
        session.reached(end);
        key.attach(end);
        pump(key, end, System.nanoTime());
    }

    private static boolean headerFits(Plan plan, Session session, Caller caller) throws IOException {
        if (plan.section().toServer() != caller.kind() || session.client().isEmpty()) {
            return plan.section().toServer() == caller.kind();
        }
        SocketChannel client = session.client().get().channel();
        if (!client.isOpen()) {
            return true;
        }
        InetSocketAddress proxy = (InetSocketAddress) client.getRemoteAddress();
        InetSocketAddress from = plan.section().fromClient() == Header.NONE
                ? (InetSocketAddress) client.getLocalAddress()
                : plan.claim();
        return java.util.Arrays.equals(caller.header(), ProxyText.write(caller.kind(), from, proxy));
    }

    private void finish(Session session) {
        active.remove(session.plan().id());
        session.judge();
        tally.add(session);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
