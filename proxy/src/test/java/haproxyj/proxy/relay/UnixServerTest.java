package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.Shards;
import haproxyj.proxy.relay.fd.RelayBudget;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers on unix domain sockets; Netty's channels of these are the other kinds' affair. */
class UnixServerTest {
    @TempDir
    private Path directory;

    private Line line(Carrier kind) throws IOException {
        SocketAddress at = UnixDomainSocketAddress.of(directory.resolve("server"));
        return new Line(kind, at, 1000, Shards.SHARED, new RelayBudget(100, 16 << 20, 1000));
    }

    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            names = {"SPLICED", "ADAPTIVE", "COPIED"})
    void manyOctetsBothWays(Carrier kind) throws Exception {
        try (Line line = line(kind);
                Line.Pair pair = line.pair()) {
            Stream up = new Stream(1, 8 << 20);
            Stream down = new Stream(2, 8 << 20);
            up.start(pair.client(), pair.server());
            down.start(pair.server(), pair.client());
            up.check();
            down.check();
            assertThat(line.bench.ending()).isEqualTo("--");
        }
    }

    /** Its first write after that fails at once, and nothing comes to be read. */
    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            names = {"SPLICED", "ADAPTIVE", "COPIED"})
    void aServerThatListensNoMoreEndsTheSession(Carrier kind) throws Exception {
        try (Line line = line(kind);
                Line.Pair pair = line.pair()) {
            pair.client().write(ByteBuffer.allocate(1));
            assertThat(pair.server().read(ByteBuffer.allocate(1))).isEqualTo(1);
            pair.server().shutdownInput();
            pair.client().write(ByteBuffer.allocate(1));
            assertThat(end(pair.client())).isEqualTo(-1);
            assertThat(line.bench.ending()).isEqualTo("SD");
        }
    }

    private static int end(SocketChannel of) throws IOException {
        return of.read(ByteBuffer.allocate(1));
    }
}
