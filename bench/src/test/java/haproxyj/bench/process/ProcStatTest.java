package haproxyj.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcStatTest {
    private static final String REST = " S 7 7 7 0 -1 4194560 1 2 3 4 150 25 9 9 20 0 12 0 5000 1000 200";

    @Test
    void userAndSystemTimeAreAdded() {
        assertThat(ProcStat.parse("4711 (haproxy)" + REST)).isEqualTo(new ProcStat(4711, "haproxy", 7, 175));
    }

    @Test
    void aNameMayHoldSpacesAndParentheses() {
        ProcStat stat = ProcStat.parse("4711 (nginx: (1) worker) x)" + REST);
        assertThat(stat.name()).isEqualTo("nginx: (1) worker) x");
        assertThat(stat.parent()).isEqualTo(7);
        assertThat(stat.cpuTicks()).isEqualTo(175);
    }

    @Test
    void otherLinesAreRefused() {
        assertThatThrownBy(() -> ProcStat.parse("4711 haproxy S 7")).hasMessageContaining("not a /proc/PID/stat line");
        assertThatThrownBy(() -> ProcStat.parse("4711 (haproxy) S 7")).hasMessageContaining("too few fields");
    }

    @Test
    void residentMemoryIsFoundInTheStatusFile() {
        assertThat(Usage.residentOctets(List.of("Name:\tx", "VmHWM:\t   99 kB", "VmRSS:\t   12 kB")))
                .isEqualTo(12 * 1_024);
        assertThat(Usage.residentOctets(List.of("Name:\tkthread"))).isZero();
    }
}
