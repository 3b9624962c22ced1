package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.wire.FrameEncoder;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.ProtocolHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A client that sends what it is told and reads when it is told. */
final class RawPeer implements AutoCloseable {
    private final Socket socket;

    RawPeer(Socket socket) {
        this.socket = socket;
    }

    Socket socket() {
        return socket;
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    void send(int channel, Method method) throws IOException {
        send(frame(channel, method));
    }

    static byte[] frame(int channel, Method method) {
        ByteBuf out = Unpooled.buffer();
        FrameEncoder.method(channel, method, out);
        return ByteBufUtil.getBytes(out);
    }

    /** Protocol header and login, without any capability. */
    void login(String password) throws IOException {
        byte[] response = ("\0guest\0" + password).getBytes(StandardCharsets.UTF_8);
        send(ProtocolHeader.bytes());
        send(0, Method.of(MethodSpec.CONNECTION_START_OK, Map.of(), "PLAIN", response, "en_US"));
    }

    /** The whole handshake, up to and including open-ok. */
    void open(int heartbeatSeconds) throws IOException {
        login("guest");
        send(0, Method.of(MethodSpec.CONNECTION_TUNE_OK, 2047, 131072, heartbeatSeconds));
        send(0, Method.of(MethodSpec.CONNECTION_OPEN, "/", "", false));
        readUntil(MethodSpec.CONNECTION_OPEN_OK);
    }

    /** Reads until a method's numbers have been seen; returns what follows them so far, in hex. */
    String readUntil(MethodSpec method) throws IOException {
        String numbers = String.format("%04x%04x", method.classId(), method.methodId());
        StringBuilder seen = new StringBuilder();
        byte[] piece = new byte[4096];
        while (seen.indexOf(numbers) < 0) {
            int size = socket.getInputStream().read(piece);
            assertThat(size).as("octets before " + method.label()).isPositive();
            seen.append(ByteBufUtil.hexDump(piece, 0, size));
        }
        return seen.substring(seen.indexOf(numbers) + numbers.length());
    }

    /** Everything until the broker ends the connection; a reset is an end too. */
    byte[] untilClosed() throws IOException {
        ByteBuf all = Unpooled.buffer();
        byte[] piece = new byte[4096];
        try {
            for (int size = socket.getInputStream().read(piece);
                    size >= 0;
                    size = socket.getInputStream().read(piece)) {
                all.writeBytes(piece, 0, size);
            }
        } catch (SocketException reset) {
            return ByteBufUtil.getBytes(all);
        }
        return ByteBufUtil.getBytes(all);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
