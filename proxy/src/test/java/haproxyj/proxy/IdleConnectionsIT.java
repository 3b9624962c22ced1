package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many idle connections as the descriptors of this machine allow, up to 20,000 with a heap of 64 MB and in proportion below:
 * all of them live at the end. The figures are printed.
 */
class IdleConnectionsIT {
    private static final int FEW = 100;
    private static final int MOST = 20_000;
    private static final int HEAP_KIB_PER_THOUSAND = 64 * 1024 / 20;

    /** The test and the proxy each hold two descriptors of a connection, and some of their own. */
    private static int connections() {
        long limit = OpenFiles.read().map(OpenFiles::limit).orElse(1024L);
        return (int) Math.min(MOST, (limit - 400) / 2);
    }

    private static void pass(List<SocketChannel> from, List<SocketChannel> to) throws IOException {
        ByteBuffer octet = ByteBuffer.allocate(1);
        for (int i = 0; i < from.size(); i++) {
            octet.clear().put((byte) i).flip();
            assertThat(from.get(i).write(octet)).isEqualTo(1);
            octet.clear();
            assertThat(to.get(i).read(octet)).as("connection %d", i).isEqualTo(1);
            assertThat(octet.get(0)).isEqualTo((byte) i);
        }
    }

    @Test
    @Timeout(180)
    void allOfThemLive(@TempDir Path folder) throws Exception {
        int count = connections();
        int heap = Math.max(16 * 1024, count * HEAP_KIB_PER_THOUSAND / 1000);
        int port = ShippedProxy.freePort();
        List<SocketChannel> clients = new ArrayList<>();
        List<SocketChannel> servers = new ArrayList<>();
        try (ServerSocketChannel origin = ServerSocketChannel.open()) {
            origin.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
            try (ShippedProxy proxy = ShippedProxy.start(
                    folder,
                    "threads: 2, maxconn: " + count + ", ",
                    """
                    listen:
                      idle:
                        bind: "127.0.0.1:%d"
                        timeout: {connect: 10s, client: 600s, server: 600s}
                        server: {s: {address: "127.0.0.1:%d"}}
                    """.formatted(port, origin.socket().getLocalPort()),
                    "",
                    Map.of("HAPROXY_J_HEAP", heap + "k"))) {
                proxy.ready();
                InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                long residentAtFew = 0;
                long heapAtFew = 0;
                while (clients.size() < count) {
                    clients.add(SocketChannel.open(address));
                    servers.add(origin.accept());
                    if (clients.size() == FEW) {
                        proxy.collectGarbage();
                        residentAtFew = proxy.residentOctets();
                        heapAtFew = proxy.metric("haproxyj_process_heap_used_bytes");
                    }
                }
                proxy.collectGarbage();
                long resident = proxy.residentOctets();
                long used = proxy.metric("haproxyj_process_heap_used_bytes");
                System.out.printf(
                        "%d idle connections, heap limit %d KiB: resident %d KiB, heap used %d KiB; beyond the first %d:"
                                + " %d octets resident and %d of heap per connection%n",
                        count,
                        heap,
                        resident / 1024,
                        used / 1024,
                        FEW,
                        (resident - residentAtFew) / (count - FEW),
                        (used - heapAtFew) / (count - FEW));
                pass(clients, servers);
                pass(servers, clients);
                assertThat(proxy.metric("haproxy_process_current_connections")).isEqualTo(count);
                assertThat(proxy.output()).doesNotContain("cannot accept").doesNotContain("xception");
            }
        } finally {
            for (SocketChannel each : clients) {
                each.close();
            }
            for (SocketChannel each : servers) {
                each.close();
            }
        }
    }
}
