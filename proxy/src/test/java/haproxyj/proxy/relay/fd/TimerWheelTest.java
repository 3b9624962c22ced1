package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a model: a list of timers with the times they were set for. */
class TimerWheelTest {
    private static final long TICK = 1L << 20;
    private static final long NOT_SET = Long.MIN_VALUE;
    private static final int OPERATIONS = 100_000;

    /** Some are short, some as long as a day or half a year. */
    private static final long[] SPANS = {TICK / 2, 3 * TICK, 100 * TICK, 70_000 * TICK, 100_000_000 * TICK, 1L << 53};

    private final List<Modelled> timers = new ArrayList<>();
    private TimerWheel wheel;
    private Random random;
    private long now;
    private boolean exact;
    private int fired;

    private final class Modelled {
        private final TimerWheel.Timer timer = new TimerWheel.Timer(this::onFire);
        private long at = NOT_SET;

        private void set(long when) {
            // One in the past is due now.
            at = Math.max(when, now);
            wheel.set(timer, when);
        }

        private void onFire() {
            assertThat(at).as("was set").isNotEqualTo(NOT_SET);
            assertThat(now - at).as("late").isNotNegative();
            if (exact) {
                assertThat(now - at).as("late").isLessThanOrEqualTo(TICK);
            }
            at = NOT_SET;
            fired++;
            // Whoever fires may do anything with any timer, its own included.
            switch (random.nextInt(4)) {
                case 0 -> set(now + span());
                case 1 -> any().cancel();
                case 2 -> any().set(now + span());
                default -> {}
            }
        }

        private void cancel() {
            at = NOT_SET;
            wheel.cancel(timer);
        }
    }

    private long span() {
        return random.nextLong(SPANS[random.nextInt(SPANS.length)]);
    }

    private Modelled any() {
        return timers.get(random.nextInt(timers.size()));
    }

    private long earliest() {
        return timers.stream()
                .mapToLong(t -> t.at == NOT_SET ? TimerWheel.NEVER : t.at)
                .min()
                .orElse(TimerWheel.NEVER);
    }

    /** Every look comes when the wheel asked for one: nothing is late by more than a tick. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverEarlyAndAtMostATickLate(long seed) {
        play(seed, true);
    }

    /** The process sleeps for as long as it likes. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void jumpsOfTime(long seed) {
        play(seed, false);
    }

    private void play(long seed, boolean looksInTime) {
        System.out.println("seed " + seed);
        random = new Random(seed);
        exact = looksInTime;
        now = random.nextLong() >> 3;
        wheel = new TimerWheel(now);
        for (int i = 0; i < 40; i++) {
            timers.add(new Modelled());
        }
        for (int i = 0; i < OPERATIONS; i++) {
            switch (random.nextInt(exact ? 4 : 6)) {
                case 0, 1 -> any().set(now + span() - (random.nextInt(8) == 0 ? span() : 0));
                case 2 -> any().cancel();
                case 3 -> {
                    long next = wheel.next();
                    assertThat(next == TimerWheel.NEVER).isEqualTo(earliest() == TimerWheel.NEVER);
                    if (next != TimerWheel.NEVER) {
                        advance(Math.max(now, next));
                    }
                }
                default -> advance(now + random.nextLong(SPANS[random.nextInt(5)]));
            }
            timers.forEach(t -> assertThat(t.timer.isSet()).isEqualTo(t.at != NOT_SET));
        }
        assertThat(fired).isGreaterThan(OPERATIONS / 100);
    }

    private void advance(long to) {
        now = to;
        wheel.advance(now);
        long earliest = earliest();
        if (earliest != TimerWheel.NEVER) {
            assertThat(earliest - now).as("overdue").isGreaterThan(-TICK);
            assertThat(wheel.next()).as("next look").isLessThanOrEqualTo(earliest + TICK);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void settingAllocatesNothing(int count) {
        TimerWheel some = new TimerWheel(0);
        TimerWheel.Timer[] set = new TimerWheel.Timer[count];
        for (int i = 0; i < count; i++) {
            set[i] = new TimerWheel.Timer(() -> {});
        }
        turn(some, set, 0);
        long before = allocated();
        turn(some, set, 1L << 50);
        // The measurement itself allocates a little.
        assertThat(allocated() - before).isLessThan(4096);
    }

    private static void turn(TimerWheel wheel, TimerWheel.Timer[] timers, long from) {
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < timers.length; i++) {
                wheel.set(timers[i], from + (i + 1L) * 7 * TICK + round * 50 * TICK);
            }
            wheel.advance(from + round * 50 * TICK);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
