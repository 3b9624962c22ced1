package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.MemoryWatermark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkTest {
    private static final String KEY = "vm_memory_high_watermark.";

    private static String broker(String key) {
        return "broker:\n  one: {bind: 127.0.0.1:5673, " + KEY + key + "}\n";
    }

    @ParameterizedTest
    @CsvSource({"1MB,1000000", "3000kB,3000000", "2GB,2000000000", "4MiB,4194304", "1GiB,1073741824", "1234567,1234567"
    })
    void sizes(String text, long octets) {
        Config config = Reading.good(broker("absolute: " + text));
        assertThat(config.brokers().get(0).memoryHighWatermark()).isEqualTo(MemoryWatermark.absolute(octets));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absolute: 100mb",
                "absolute: 5",
                "absolute: -1",
                "absolute: [1]",
                "relative: 0",
                "relative: 1.01",
                "relative: much",
                "relative: 0.4, vm_memory_high_watermark.absolute: 1GB"
            })
    void whatIsNoWatermarkIsRefused(String key) {
        assertThat(Reading.of(broker(key)).errors()).hasSize(1);
    }

    @Test
    void brokersShareTheDefault() {
        Config config = Reading.good("broker:\n  a: {bind: 127.0.0.1:5673}\n  b: {bind: 127.0.0.1:5674}\n");
        assertThat(config.brokers())
                .extracting(b -> b.memoryHighWatermark())
                .isEqualTo(List.of(MemoryWatermark.relative(0.2), MemoryWatermark.relative(0.2)));
    }
}
