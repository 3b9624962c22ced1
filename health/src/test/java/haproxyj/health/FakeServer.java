package haproxyj.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server on 127.0.0.1 that does the same few things to each client, one after the other, then reads until the client ends
 * and notes how it did.
 */
final class FakeServer implements AutoCloseable {

    /** What can be done to a client. */
    sealed interface Effect {

        /** Sends text, in a segment of its own if followed by a {@link Pause}. */
        record Say(String text) implements Effect {}

        /** Waits for so many bytes from the client. */
        record Hear(int bytes) implements Effect {}

        /** Lets time pass. */
        record Pause(long millis) implements Effect {}

        /** Closes with FIN. */
        record Close() implements Effect {}

        /** Closes with RST. */
        record Reset() implements Effect {}
    }

    /** What a client sent, and whether it ended with {@code FIN}, {@code RST}, or was closed by the script ({@code -}). */
    record Visit(String heard, String end) {}

    private final ServerSocket listener;
    private final List<Effect> script;
    private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    FakeServer(Effect... script) {
        this(0, script);
    }

    FakeServer(int port, Effect... script) {
        this.script = List.of(script);
        try {
            listener = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake-server-" + listener.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** The next client that has come and gone. */
    Visit visit() throws InterruptedException {
        Visit visit = visits.poll(5, TimeUnit.SECONDS);
        if (visit == null) {
            throw new AssertionError("no client came and went within 5 s");
        }
        return visit;
    }

    /** An address nobody listens on. */
    static InetSocketAddress refusing() {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) gone.getLocalSocketAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setTcpNoDelay(true);
                visits.add(treat(client));
            } catch (IOException | InterruptedException e) {
                // Only the accept can fail, when the test closes this server.
                return;
            }
        }
    }

    private Visit treat(Socket client) throws InterruptedException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        String end;
        try {
            for (Effect effect : script) {
                apply(effect, client, heard);
            }
            if (client.isClosed()) {
                end = "-";
            } else {
                client.getInputStream().transferTo(heard);
                end = "FIN";
            }
        } catch (IOException e) {
            end = "RST";
        }
        return new Visit(heard.toString(StandardCharsets.ISO_8859_1), end);
    }

    private void apply(Effect effect, Socket client, ByteArrayOutputStream heard)
            throws IOException, InterruptedException {
        if (effect instanceof Effect.Say say) {
            client.getOutputStream().write(say.text().getBytes(StandardCharsets.ISO_8859_1));
        } else if (effect instanceof Effect.Hear hear) {
            heard.writeBytes(client.getInputStream().readNBytes(hear.bytes()));
        } else if (effect instanceof Effect.Pause pause) {
            closed.await(pause.millis(), TimeUnit.MILLISECONDS);
        } else {
            client.setSoLinger(effect instanceof Effect.Reset, 0);
            client.close();
        }
    }
}
