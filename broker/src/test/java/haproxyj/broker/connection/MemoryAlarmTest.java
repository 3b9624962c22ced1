package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.BrokerCounters;
import haproxyj.broker.queue.MessageMemory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryAlarmTest {
    private static final long WATERMARK = 1_000_000;

    private final MessageMemory held = new MessageMemory();
    private final BrokerCounters counters = new BrokerCounters();
    private final AtomicInteger cleared = new AtomicInteger();
    private final MemoryAlarm alarm =
            new MemoryAlarm("test", WATERMARK, held, counters, new EventLog(), cleared::incrementAndGet);

    @Test
    void isSetAboveTheWatermarkAndClearedWellBelow() {
        held.add(WATERMARK);
        alarm.check();
        assertThat(alarm.isSet()).isFalse();
        alarm.underWay(1);
        alarm.check();
        alarm.check();
        assertThat(alarm.isSet()).isTrue();
        assertThat(counters.get(BrokerCounters.Kind.MEMORY_ALARMS)).isEqualTo(1);
        held.add(-WATERMARK / 5);
        alarm.check();
        assertThat(alarm.isSet()).as("between the marks").isTrue();
        alarm.underWay(-1);
        alarm.check();
        assertThat(alarm.isSet()).isFalse();
        assertThat(cleared).hasValue(1);
    }

    @Test
    void unfinishedBodiesAreBoundedApart() {
        assertThat(alarm.take(1 << 20)).isTrue();
        assertThat(alarm.take(1)).isFalse();
        assertThat(alarm.used()).as("they cannot keep the alarm set").isZero();
        alarm.giveBack(1);
        assertThat(alarm.take(1)).isTrue();
    }

    @Test
    void aLowWatermarkLowersTheLimitsOfConnections() {
        assertThat(alarm.share(10)).isEqualTo(10);
        assertThat(alarm.share(WATERMARK)).isEqualTo(WATERMARK / 16);
    }
}
