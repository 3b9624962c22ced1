package haproxyj.broker.queue;

import java.util.ArrayList;
import java.util.List;

/** A consumer with a window of its own that keeps what it gets. */
public final class TestConsumer implements Consumer {
    private final String tag;
    private final int priority;

    /** How many more deliveries it takes. */
    public int window;

    /** How often its queue told it that it is gone. */
    public int cancellations;

    /** What it got, oldest first. */
    public final List<Entry> delivered = new ArrayList<>();

    /** A consumer. */
    public TestConsumer(String tag, int priority, int window) {
        this.tag = tag;
        this.priority = priority;
        this.window = window;
    }

    /** A consumer of priority 0 without a limit. */
    public static TestConsumer greedy(String tag) {
        return new TestConsumer(tag, 0, Integer.MAX_VALUE);
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public boolean ready() {
        return window > 0;
    }

    @Override
    public void deliver(Entry entry) {
        window--;
        delivered.add(entry);
    }

    @Override
    public void cancelled() {
        cancellations++;
    }
}
