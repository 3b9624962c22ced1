package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleMemoryTest {
    @Test
    void theLimitOfOpenFilesDecides() {
        assertThat(IdleMemory.connections("Max open files            20000                20000                files"))
                .isEqualTo(9_600);
        assertThat(IdleMemory.connections("Max open files            1024                 4096                 files"))
                .isEqualTo(100);
        assertThat(IdleMemory.connections("Max open files            1048576              1048576              files"))
                .isEqualTo(10_000);
        assertThat(IdleMemory.connections("Max open files            unlimited            unlimited            files"))
                .isEqualTo(10_000);
    }
}
