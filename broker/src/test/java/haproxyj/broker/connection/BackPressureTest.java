package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.BrokerCounters;
import haproxyj.broker.queue.MessageMemory;
import org.junit.jupiter.api.Test;

class BackPressureTest {
    private static final long MIB = 1 << 20;

    private final BackPressure pressure = new BackPressure(
            new MemoryAlarm("test", 1L << 30, new MessageMemory(), new BrokerCounters(), new EventLog(), () -> {}));

    @Test
    void deliveriesStopAtTheHighMarkAndGoOnBelowTheLowOne() {
        assertThat(pressure.congested(2 * MIB - 1)).isFalse();
        assertThat(pressure.congested(2 * MIB)).isTrue();
        pressure.onHanded(2 * MIB);
        assertThat(pressure.onWritten(MIB - 1)).isFalse();
        assertThat(pressure.onWritten(1)).as("tells that it drained").isTrue();
        assertThat(pressure.onWritten(MIB)).as("tells it once").isFalse();
        assertThat(pressure.congested(2 * MIB)).isFalse();
    }

    @Test
    void readingStopsWhileTheEngineIsBehind() {
        pressure.onSubmit(8 * MIB - 1);
        assertThat(pressure.mayRead()).isTrue();
        assertThat(pressure.onProcessed(0)).isFalse();
        pressure.onSubmit(1);
        assertThat(pressure.mayRead()).isFalse();
        assertThat(pressure.onProcessed(2 * MIB)).as("the loop waits").isTrue();
        assertThat(pressure.mayRead()).as("not below half yet").isFalse();
        assertThat(pressure.onProcessed(2 * MIB + 1)).isTrue();
        assertThat(pressure.mayRead()).isTrue();
        assertThat(pressure.onProcessed(1)).isFalse();
    }

    @Test
    void readingStopsWhenThePeerLeavesItsAnswersUnread() {
        pressure.onHanded(16 * MIB);
        assertThat(pressure.mayRead()).isFalse();
        pressure.onWritten(8 * MIB + 1);
        assertThat(pressure.mayRead()).isTrue();
    }
}
