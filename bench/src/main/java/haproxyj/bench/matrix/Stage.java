package haproxyj.bench.matrix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The sockets of one play and its clock: everything moves in {@link #pump}, about once a millisecond. One thread. */
final class Stage implements AutoCloseable {
    private static final int SMALL_BUFFER = 64 * 1024;
    private static final long STUCK_MILLIS = 50;
    private static final long SETUP_MILLIS = 8_000;

    private final Scenario scenario;
    private final List<Peer> peers = new ArrayList<>();
    private Optional<Peer> client = Optional.empty();
    private Optional<Peer> server = Optional.empty();
    private Optional<Peer> occupantClient = Optional.empty();
    private Optional<Peer> occupant = Optional.empty();
    private int clientPort;
    private long connectNanos;
    private long eventNanos;

    Stage(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Takes the server's only slot by another connection. */
    void occupyServer() throws IOException, InterruptedException {
        Peer filler = connect(false);
        occupantClient = Optional.of(filler);
        until("the server's slot is taken", () -> server.isPresent());
        occupant = server;
        server = Optional.empty();
    }

    /** The occupant's client goes once its server has gone. */
    void vacate() {
        occupantClient.filter(peer -> peer.sight() != Peer.Sight.NOTHING).ifPresent(Peer::close);
    }

    void connectClient(boolean smallBuffer) throws IOException {
        connectNanos = System.nanoTime();
        Peer peer = connect(smallBuffer);
        clientPort = peer.localPort();
        client = Optional.of(peer);
    }

    private Peer connect(boolean smallBuffer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (smallBuffer) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), scenario.port()));
        Peer peer = new Peer(channel);
        peers.add(peer);
        return peer;
    }

    /** Moves every socket once and waits a millisecond. */
    void pump() throws IOException, InterruptedException {
        if (server.isEmpty()) {
            server = scenario.origin().accept();
            server.ifPresent(peers::add);
        }
        peers.forEach(Peer::pump);
        TimeUnit.MILLISECONDS.sleep(1);
    }

    void pumpFor(long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            pump();
        }
    }

    void until(String what, BooleanSupplier reached) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETUP_MILLIS);
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException(scenario.cell().name() + ": waited in vain until " + what);
            }
            pump();
        }
    }

    /** Until nothing more is taken from the sender. */
    void untilStuck(Peer sender) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETUP_MILLIS);
        long before = -1;
        while (sender.sent() != before) {
            if (System.nanoTime() > end) {
                throw new IOException(scenario.cell().name() + ": the proxy took " + sender.sent()
                        + " octets and still takes more, though nobody reads them");
            }
            before = sender.sent();
            pumpFor(STUCK_MILLIS);
        }
    }

    /** After the log line: everybody reads until all have seen the end, at most so long. */
    void lookFor(long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        peers.forEach(peer -> peer.reading(true));
        while (System.nanoTime() < end
                && peers.stream().anyMatch(peer -> !peer.isClosed() && peer.sight() == Peer.Sight.NOTHING)) {
            pump();
        }
    }

    /** The clock of the outcome starts now, or when the client connected. */
    void markEvent(boolean atConnect) {
        eventNanos = atConnect ? connectNanos : System.nanoTime();
    }

    long millisSinceEvent() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - eventNanos);
    }

    double millisFromEvent(long nanos) {
        return (nanos - eventNanos) / 1e6;
    }

    Peer client() {
        return client.orElseThrow();
    }

    int clientPort() {
        return clientPort;
    }

    Optional<Peer> server() {
        return server;
    }

    /** The server's end of the connection that takes its slot. */
    Optional<Peer> occupant() {
        return occupant;
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
