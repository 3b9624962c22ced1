package haproxyj.bench.failover;

import haproxyj.bench.process.Child;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One of the two brokers: a process that can be killed, frozen and started again on the same port and data. One owner. */
final class BrokerNode {
    /** Starts the broker's process; it need not be ready. */
    @FunctionalInterface
    interface Starter {
        Child start() throws IOException, InterruptedException;
    }

    private static final long START_SECONDS = 60;
    private static final int ASK_MILLIS = 2_000;
    private final String name;
    private final int port;
    private final Starter starter;
    private Optional<Child> child = Optional.empty();

    BrokerNode(String name, int port, Starter starter) {
        this.name = name;
        this.port = port;
        this.starter = starter;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /**
     * Starts it and waits until it greets under its name.
     *
     * @return when it greeted, {@link System#nanoTime}
     * @throws IOException when it does not within a minute
     */
    long start() throws IOException, InterruptedException {
        child = Optional.of(starter.start());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (Greeting.ask(port, ASK_MILLIS).filter(name::equals).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("broker " + name + " does not greet on 127.0.0.1:" + port);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return System.nanoTime();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        child.orElseThrow().kill();
    }

    /** SIGSTOP. */
    void freeze() throws IOException, InterruptedException {
        child.orElseThrow().signal("STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        child.orElseThrow().signal("CONT");
    }
}
