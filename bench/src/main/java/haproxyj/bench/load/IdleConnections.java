package haproxyj.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that have carried one request and its answer and then stay silent. One owner. */
public final class IdleConnections implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();

    private IdleConnections() {}

    /**
     * Opens them to 127.0.0.1, one after the other.
     *
     * @throws IOException when one cannot be opened or is not answered; the message says which
     */
    public static IdleConnections open(int port, int count) throws IOException {
        IdleConnections idle = new IdleConnections();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            while (idle.channels.size() < count) {
                SocketChannel channel = SocketChannel.open(address);
                idle.channels.add(channel);
                HttpExchange.play(channel);
            }
        } catch (IOException e) {
            idle.close();
            throw new IOException("connection " + idle.channels.size() + " of " + count + ": " + e.getMessage(), e);
        }
        return idle;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
