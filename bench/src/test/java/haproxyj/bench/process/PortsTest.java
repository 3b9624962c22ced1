package haproxyj.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aPortIsNotGivenTwice() throws IOException {
        Ports ports = new Ports(new Random(7));
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(taken.add(ports.take())).isTrue();
        }
        assertThat(taken).allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void aPortSomebodyListensOnIsSkipped() throws IOException {
        int port = new Ports(new Random(7)).take();
        try (ServerSocket busy = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new Ports(new Random(7)).take()).isNotEqualTo(busy.getLocalPort());
        }
    }
}
