package haproxyj.proxy.session;

import haproxyj.proxy.config.Keepalive;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** Records verbs; tests play the events. Time is moved by hand and fires the timer. */
final class FakeTransport implements Transport {
    final List<String> verbs = new ArrayList<>();
    final Set<Side> pending = EnumSet.noneOf(Side.class);
    final Set<Side> paused = EnumSet.noneOf(Side.class);
    final Map<Side, Long> taken = new EnumMap<>(Map.of(Side.CLIENT, 0L, Side.SERVER, 0L));
    final Queue<Runnable> tasks = new ArrayDeque<>();
    long now = 1_000;
    private long wakeAt = -1;
    Events events;

    void run() {
        for (Runnable task; (task = tasks.poll()) != null; ) {
            task.run();
        }
    }

    void advanceMillis(long millis) {
        long end = now + millis * 1_000_000;
        while (wakeAt >= 0 && wakeAt <= end) {
            now = wakeAt;
            wakeAt = -1;
            events.onTimer();
        }
        now = end;
    }

    @Override
    public void hold() {
        verbs.add("hold");
    }

    @Override
    public void discardHeld(int octets) {
        verbs.add("discard " + octets);
    }

    @Override
    public void connect(SocketAddress server, Keepalive keepalive, byte[] preamble) {
        verbs.add("connect " + server);
    }

    @Override
    public void abandonConnect() {
        verbs.add("abandon");
    }

    @Override
    public void relay() {
        verbs.add("relay");
    }

    @Override
    public void shutdownOutput(Side side) {
        verbs.add("fin " + side);
    }

    @Override
    public void cutOutput(Side side) {
        pending.remove(side);
        verbs.add("cut " + side);
    }

    @Override
    public void close(Side side) {
        verbs.add("close " + side);
    }

    @Override
    public void reset(Side side) {
        pending.remove(side);
        verbs.add("reset " + side);
    }

    @Override
    public boolean pending(Side side) {
        return pending.contains(side);
    }

    @Override
    public boolean paused(Side side) {
        return paused.contains(side);
    }

    @Override
    public long taken(Side side) {
        return taken.get(side);
    }

    @Override
    public void wakeAfter(long nanos) {
        wakeAt = now + nanos;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }
}
