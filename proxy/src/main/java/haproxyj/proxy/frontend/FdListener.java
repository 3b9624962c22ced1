package haproxyj.proxy.frontend;

import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Shards;
import haproxyj.proxy.relay.fd.FdAcceptor;
import haproxyj.proxy.relay.fd.FdLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One listening address whose connections are descriptors, accepted as {@code shards} says. Any thread. */
final class FdListener implements Listening {
    private final BindConfig config;
    private final Keepalive keepalive;
    private final List<FdLoop> loops;
    private final FdAcceptor.Gate gate;
    private final List<FdAcceptor> acceptors = new ArrayList<>();
    private @Nullable CompletableFuture<Void> closing;

    /** @param loops those that accept; with one acceptor it is the first */
    FdListener(BindConfig config, Keepalive keepalive, List<FdLoop> loops, FdAcceptor.Gate gate) {
        this.config = config;
        this.keepalive = keepalive;
        this.loops = loops;
        this.gate = gate;
    }

    @Override
    public synchronized CompletableFuture<InetSocketAddress> bind() {
        try {
            if (closing != null) {
                throw new IOException("closed");
            }
            boolean many = config.shards() == Shards.BY_THREAD;
            FdAcceptor first = listen(loops.get(0), config.address().getPort(), many);
            InetSocketAddress bound = first.address();
            for (FdLoop loop :
                    config.shards() == Shards.ACCEPTOR ? List.<FdLoop>of() : loops.subList(1, loops.size())) {
                if (many) {
                    listen(loop, bound.getPort(), true);
                } else {
                    acceptors.add(first.on(loop));
                }
            }
            return each(FdAcceptor::watch).thenApply(done -> bound);
        } catch (IOException e) {
            close();
            return CompletableFuture.failedFuture(BindErrors.named(config.address(), e));
        }
    }

    private FdAcceptor listen(FdLoop loop, int port, boolean many) throws IOException {
        FdAcceptor acceptor = FdAcceptor.listen(loop, config, port, many, keepalive, gate);
        acceptors.add(acceptor);
        return acceptor;
    }

    private CompletableFuture<Void> each(java.util.function.Function<FdAcceptor, CompletableFuture<Void>> task) {
        return CompletableFuture.allOf(acceptors.stream().map(task).toArray(CompletableFuture[]::new));
    }

    @Override
    public synchronized void resume() {
        acceptors.forEach(FdAcceptor::resume);
    }

    @Override
    public synchronized CompletableFuture<Void> close() {
        if (closing == null) {
            closing = each(FdAcceptor::unwatch).thenRun(() -> acceptors.forEach(FdAcceptor::release));
        }
        return closing;
    }
}
