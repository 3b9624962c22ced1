package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IperfOutputTest {
    @Test
    void whatTheReceiverCountedIsTaken() throws IOException {
        String json = """
                {"intervals": [{"sum": {"bytes": 1, "bits_per_second": 2}}],
                 "end": {"streams": [{"receiver": {"bytes": 3}}],
                  "sum_sent":	{ "start": 0, "bytes": 4, "bits_per_second": 5, "retransmits": 6 },
                  "sum_received":	{ "start": 0, "end": 2.001,
                     "bytes":	1649360896, "bits_per_second":	6.59684e+09, "sender": true },
                  "cpu_utilization_percent": {"host_total": 7}}}
                """;
        assertThat(IperfOutput.parse(json)).isEqualTo(new IperfOutput(1_649_360_896, 6.59684e9));
    }

    @Test
    void itsOwnErrorIsRepeated() {
        assertThatThrownBy(() -> IperfOutput.parse("{\"error\":\t\"the server is busy running a test\"}"))
                .isInstanceOf(IOException.class)
                .hasMessage("iperf3: the server is busy running a test");
    }

    @Test
    void textWithoutASumIsAnError() {
        assertThatThrownBy(() -> IperfOutput.parse("{}")).hasMessageContaining("no sum");
        assertThatThrownBy(() -> IperfOutput.parse("\"sum_received\": {\"seconds\": 2}"))
                .hasMessageContaining("no bytes");
    }
}
