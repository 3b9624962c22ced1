package haproxyj.bench.growth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The server behind the proxies, a program of its own so that its descriptors are not ours: answers every line with a line, and
 * an end with an end. Listens on all addresses, so that the whole of 127.0.0.0/8 can stand for different servers.
 */
public final class LineServer {
    private static final int BACKLOG = 4096;
    private static final byte[] ANSWER = {'o', 'k', '\n'};

    private LineServer() {}

    /** Listens on the port given until it is killed; says {@code ready} once it does. */
    public static void main(String[] arguments) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(Integer.parseInt(arguments[0])), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        System.out.println("ready");
        ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
        while (true) {
            selector.select(key -> serve(listener, selector, key, buffer));
        }
    }

    private static void serve(ServerSocketChannel listener, Selector selector, SelectionKey key, ByteBuffer buffer) {
        try {
            if (key.isAcceptable()) {
                for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
                    next.configureBlocking(false);
                    next.register(selector, SelectionKey.OP_READ);
                }
            } else {
                answer((SocketChannel) key.channel(), buffer);
            }
        } catch (IOException e) {
            System.err.println("a connection broke: " + e.getMessage());
            key.cancel();
        }
    }

    private static void answer(SocketChannel channel, ByteBuffer buffer) throws IOException {
        int count;
        try {
            count = channel.read(buffer.clear());
        } catch (IOException reset) {
            count = -1;
        }
        if (count < 0) {
            channel.close();
        } else if (count > 0 && buffer.get(count - 1) == '\n') {
            channel.write(ByteBuffer.wrap(ANSWER));
        }
    }
}
