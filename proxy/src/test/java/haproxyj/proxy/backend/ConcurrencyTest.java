package haproxyj.proxy.backend;

import static haproxyj.proxy.backend.ServerBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.Assignment.Assigned;
import haproxyj.proxy.backend.Assignment.Queued;
import haproxyj.proxy.config.BackendConfig;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several loops at once: nothing leaks, nothing is told twice, nobody escapes a kill. */
class ConcurrencyTest {
    private static final int THREADS = 4;

    private final DefaultEventExecutor control = new DefaultEventExecutor();
    private final ExecutorService loops = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        loops.shutdownNow();
        control.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void slotsAndWaitersUnderContention() throws Exception {
        Farm farm = farm(Farm.config(
                "b", -1, server("s").maxconn(2).build(), server("t").maxconn(1).build()));
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger queued = new AtomicInteger();
        AtomicInteger above = new AtomicInteger();
        ConcurrentLinkedQueue<ServerSlot> handed = new ConcurrentLinkedQueue<>();
        run(farm, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 4000; i++) {
                Assignment answer =
                        farm.backend("b").assign(AssignRequest.first(Farm.CLIENT), new Once(answered, handed));
                if (answer instanceof Assigned assigned) {
                    handed.add(assigned.slot());
                } else if (answer instanceof Queued wait) {
                    queued.incrementAndGet();
                    if (random.nextBoolean() && wait.ticket().cancel()) {
                        answered.incrementAndGet();
                    }
                }
                for (String name : List.of("s", "t")) {
                    Server one = farm.server("b", name);
                    if (one.counters().current.get() > one.config().maxconn()) {
                        above.incrementAndGet();
                    }
                }
                ServerSlot slot = random.nextInt(3) > 0 ? handed.poll() : null;
                if (slot != null) {
                    slot.release();
                }
            }
        });
        for (ServerSlot slot = handed.poll(); slot != null; slot = handed.poll()) {
            slot.release();
        }
        assertThat(above).hasValue(0);
        assertThat(queued.get()).isPositive();
        assertThat(answered).hasValue(queued.get());
        assertThat(farm.backend("b").counters().queued).hasValue(0);
        assertThat(farm.server("b", "s").counters().current).hasValue(0);
        assertThat(farm.server("b", "t").counters().current).hasValue(0);
    }

    @Test
    void nobodyEscapesAKillWithoutLocks() throws Exception {
        Farm farm = farm(Farm.config(
                "b", 0, server("s").killOnDown().build(), server("t").backup().build()));
        ConcurrentLinkedQueue<AtomicInteger> killed = new ConcurrentLinkedQueue<>();
        run(farm, seed -> {
            for (int i = 0; i < 3000; i++) {
                ServerSlot slot = farm.slot("b");
                if (slot.server() == farm.server("b", "s")) {
                    AtomicInteger told = new AtomicInteger();
                    killed.add(told);
                    slot.onKill(cause -> told.incrementAndGet());
                } else {
                    slot.release();
                }
            }
        });
        control.submit(() -> farm.control("b", "s").maint()).sync();
        assertThat(killed).isNotEmpty().allMatch(told -> told.get() == 1);
    }

    private Farm farm(BackendConfig config) {
        return new Farm(control, config);
    }

    /** Runs the work on every loop while the control loop moves server s in and out of maintenance. */
    private void run(Farm farm, java.util.function.LongConsumer work) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (long seed = 1; seed <= THREADS; seed++) {
            long own = seed;
            running.add(loops.submit(() -> work.accept(own)));
        }
        while (running.stream().anyMatch(future -> !future.isDone())) {
            control.submit(() -> farm.control("b", "s").maint()).sync();
            control.submit(() -> farm.control("b", "s").ready()).sync();
        }
        for (Future<?> future : running) {
            future.get();
        }
        control.submit(() -> {}).sync();
    }

    private record Once(AtomicInteger answered, ConcurrentLinkedQueue<ServerSlot> handed) implements ServerPool.Waiter {
        @Override
        public void granted(ServerSlot slot) {
            answered.incrementAndGet();
            handed.add(slot);
        }

        @Override
        public void refused(Refusal why) {
            throw new AssertionError("refused " + why);
        }
    }
}
