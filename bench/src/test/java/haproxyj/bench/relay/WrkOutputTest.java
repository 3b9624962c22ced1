package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkOutputTest {
    private static final String GOOD = """
            Running 2s test @ http://127.0.0.1:19001/
              1 threads and 50 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.22ms    2.17ms  30.64ms   94.64%
              47230 requests in 2.08s, 8.47MB read
            Requests/sec:  22706.73
            Transfer/sec:      4.07MB
            """;

    @Test
    void requestsAndRate() throws IOException {
        assertThat(WrkOutput.parse(GOOD)).isEqualTo(new WrkOutput(47_230, 22_706.73, 0));
    }

    @Test
    void allKindsOfErrorsAreAdded() throws IOException {
        String bad = GOOD + "  Socket errors: connect 1, read 20, write 300, timeout 4000\n"
                + "  Non-2xx or 3xx responses: 50000\n";
        assertThat(WrkOutput.parse(bad).errors()).isEqualTo(54_321);
    }

    @Test
    void noResultIsAnError() {
        assertThatThrownBy(() -> WrkOutput.parse("unable to connect to 127.0.0.1:9 Connection refused"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Connection refused");
    }
}
