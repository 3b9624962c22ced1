package haproxyj.proxy.relay.fd;

import org.jspecify.annotations.Nullable;

/**
 * Timers in constant time and without allocation: {@value #LEVELS} wheels of 64 slots, each turning 64 times slower than the
 * one before; a timer moves to a faster wheel when its slot comes up (Varghese and Lauck, scheme 7). A timer fires up to one
 * tick late, never early.
 *
 * <p>Pure: time is passed in, in nanoseconds of a monotonic clock. One owner.
 */
final class TimerWheel {
    /** What {@link #next} says when no timer is set. */
    static final long NEVER = Long.MAX_VALUE;

    /** About a millisecond. */
    private static final int TICK_SHIFT = 20;

    private static final int LEVELS = 6;
    private static final int SLOT_BITS = 6;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long LONGEST_TICKS = (1L << (SLOT_BITS * LEVELS)) - 1;

    /** One timer, set at most once at a time; its owner keeps it. */
    static final class Timer {
        private final Runnable action;
        private @Nullable Timer previous;
        private @Nullable Timer next;
        private long dueTick;
        private int place = -1;

        Timer(Runnable action) {
            this.action = action;
        }

        boolean isSet() {
            return place >= 0;
        }
    }

    private final @Nullable Timer[] slots = new Timer[LEVELS * SLOTS];
    private final long[] occupied = new long[LEVELS];
    private final long start;
    private long tick;

    /** @param now the time from which on it counts */
    TimerWheel(long now) {
        start = now;
    }

    /** Sets a timer, or sets it anew. */
    void set(Timer timer, long at) {
        cancel(timer);
        long due = (at - start + (1L << TICK_SHIFT) - 1) >> TICK_SHIFT;
        timer.dueTick = Math.min(Math.max(due, tick + 1), tick + LONGEST_TICKS);
        insert(timer);
    }

    private void insert(Timer timer) {
        long delta = timer.dueTick - tick;
        int level = (63 - Long.numberOfLeadingZeros(delta)) / SLOT_BITS;
        int slot = (int) (timer.dueTick >> (SLOT_BITS * level)) & (SLOTS - 1);
        int place = level * SLOTS + slot;
        Timer first = slots[place];
        timer.place = place;
        timer.previous = null;
        timer.next = first;
        if (first != null) {
            first.previous = timer;
        }
        slots[place] = timer;
        occupied[level] |= 1L << slot;
    }

    /** Takes a timer back; one that is not set is left alone. */
    void cancel(Timer timer) {
        if (timer.place < 0) {
            return;
        }
        Timer before = timer.previous;
        Timer after = timer.next;
        if (after != null) {
            after.previous = before;
        }
        if (before != null) {
            before.next = after;
        } else {
            slots[timer.place] = after;
            if (after == null) {
                occupied[timer.place / SLOTS] &= ~(1L << (timer.place % SLOTS));
            }
        }
        timer.previous = null;
        timer.next = null;
        timer.place = -1;
    }

    /** When to call {@link #advance} next, or {@link #NEVER}. Not after the earliest timer, but perhaps before it. */
    long next() {
        long soonest = nextTick();
        return soonest == NEVER ? NEVER : start + (soonest << TICK_SHIFT);
    }

    private long nextTick() {
        long soonest = NEVER;
        for (int level = 0; level < LEVELS; level++) {
            if (occupied[level] != 0) {
                long turn = tick >> (SLOT_BITS * level);
                // The slot after the current one becomes bit 0; the current one comes last, a whole turn away.
                long ahead = Long.rotateRight(occupied[level], (int) ((turn + 1) & (SLOTS - 1)));
                long at = (turn + 1 + Long.numberOfTrailingZeros(ahead)) << (SLOT_BITS * level);
                soonest = Math.min(soonest, at);
            }
        }
        return soonest;
    }

    /** Fires what is due. Timers may be set and cancelled by what fires. */
    void advance(long now) {
        long until = (now - start) >> TICK_SHIFT;
        for (long at = nextTick(); at <= until; at = nextTick()) {
            tick = at;
            for (int level = LEVELS - 1; level >= 0; level--) {
                if ((at & ((1L << (SLOT_BITS * level)) - 1)) == 0) {
                    turn(level * SLOTS + ((int) (at >> (SLOT_BITS * level)) & (SLOTS - 1)));
                }
            }
        }
        tick = Math.max(tick, until);
    }

    /** Takes a slot's timers: due ones fire, the others move to a faster wheel. */
    private void turn(int place) {
        for (Timer timer = slots[place]; timer != null; timer = slots[place]) {
            cancel(timer);
            if (timer.dueTick <= tick) {
                timer.action.run();
            } else {
                insert(timer);
            }
        }
    }
}
