package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterValuesTest {

    @Test
    void readsEachOfAServersCountersIntoItsOwnField() {
        Counters from = new Counters();
        from.enter();
        from.enter();
        from.leave();
        from.queued.set(3);
        from.total.add(4);
        from.selected.add(5);
        from.bytesIn.add(6);
        from.bytesOut.add(7);
        from.connectErrors.add(8);
        from.responseErrors.add(9);
        from.retries.add(10);
        from.redispatches.add(11);
        from.serverAborts.add(12);
        from.clientAborts.add(13);
        assertThat(CounterValues.of(from)).isEqualTo(new CounterValues(1, 2, 3, 4, 5, 6, 7, 0, 8, 9, 10, 11, 12, 13));
    }

    @Test
    void readsEachOfAProxysCountersIntoItsOwnField() {
        Counters from = new Counters();
        from.enter();
        from.enter();
        from.leave();
        from.queued.set(3);
        from.total.add(4);
        from.bytesIn.add(6);
        from.bytesOut.add(7);
        from.requestErrors.add(5);
        from.connectErrors.add(8);
        from.responseErrors.add(9);
        from.retries.add(10);
        from.redispatches.add(11);
        from.serverAborts.add(12);
        from.clientAborts.add(13);
        assertThat(CounterValues.of(from)).isEqualTo(new CounterValues(1, 2, 3, 4, 0, 6, 7, 5, 8, 9, 10, 11, 12, 13));
    }

    @Test
    void theVirtualMachineTellsOfThisProcess() {
        JvmStats stats = JvmStats.read();
        assertThat(stats.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(stats.threads()).isPositive();
        assertThat(stats.heapUsedBytes()).isPositive();
        if (stats.openDescriptors().isPresent()) {
            assertThat(stats.openDescriptors().getAsLong())
                    .isBetween(1L, stats.maxDescriptors().orElseThrow());
        }
    }
}
