package haproxyj.proxy.relay;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.admin.SessionRecord;
import haproxyj.proxy.backend.ServerPool;
import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Mode;
import haproxyj.proxy.config.Shards;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.frontend.ConnectionLimit;
import haproxyj.proxy.frontend.Frontend;
import haproxyj.proxy.frontend.LoopLoad;
import haproxyj.proxy.relay.fd.RelayBudget;
import haproxyj.proxy.session.SessionSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running frontend with real sockets, for tests. */
public final class Bench implements AutoCloseable {
    public final ConnectionLimit process = new ConnectionLimit(100_000);
    public final Counters front = new Counters();
    public final Counters back = new Counters();
    public final BlockingQueue<SessionRecord> log = new LinkedBlockingQueue<>();
    public final Frontend frontend;
    public final InetSocketAddress address;
    public final RelayBudget budget;
    public final RelayLoops loops;
    private final Carrier kind;
    private final ServerPool pool;
    private final Shards shards;
    public final LoopLoad load;

    public Bench(Carrier kind, ServerPool pool, Timeouts timeouts, int maxconn, boolean acceptProxy) {
        this(kind, pool, timeouts, maxconn, acceptProxy, Shards.SHARED, new RelayBudget(100, 16 << 20, 1000));
    }

    public Bench(
            Carrier kind,
            ServerPool pool,
            Timeouts timeouts,
            int maxconn,
            boolean acceptProxy,
            Shards shards,
            RelayBudget budget) {
        this.shards = shards;
        this.budget = budget;
        loops = new RelayLoops(kind.kind, 2, "test", budget);
        load = new LoopLoad(loops);
        this.kind = kind;
        this.pool = pool;
        frontend = frontend(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), timeouts, maxconn, acceptProxy);
        address = frontend.start().toCompletableFuture().join().get(0);
    }

    private Frontend frontend(InetSocketAddress at, Timeouts timeouts, int maxconn, boolean acceptProxy) {
        BindConfig bind = new BindConfig(at, acceptProxy, 4096, false, shards);
        FrontendConfig config = new FrontendConfig(
                "fe", Mode.TCP, List.of(bind), maxconn, "be", timeouts, Keepalive.OFF, true, false, Splice.AUTO);
        SessionSetup setup = new SessionSetup(
                config, pool, front, back, log::add, process::current, System::nanoTime, System::currentTimeMillis);
        return new Frontend(setup, load, kind.splice, process);
    }

    /** Another frontend, not started. */
    public Frontend another(InetSocketAddress at) {
        return frontend(at, Timeouts.NONE, 10, false);
    }

    public static Timeouts timeouts(long clientMillis, long serverMillis) {
        return new Timeouts(
                Optional.of(Duration.ofMillis(1000)),
                Optional.of(Duration.ofMillis(clientMillis)),
                Optional.of(Duration.ofMillis(serverMillis)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(address);
        socket.setSoTimeout(8000);
        return socket;
    }

    public String ending() throws InterruptedException {
        SessionRecord record = log.poll(10, TimeUnit.SECONDS);
        return record == null ? "no log" : record.termination();
    }

    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        frontend.stopAccepting();
        frontend.closeAll('K');
        loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3000);
    }
}
