package haproxyj.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of the proxy: one blocking connection, with reads that give up after ten seconds. */
final class Client implements AutoCloseable {
    private final Socket socket;

    private Client(Socket socket) {
        this.socket = socket;
    }

    /**
     * Connects on 127.0.0.1.
     *
     * @throws UncheckedIOException when refused
     */
    static Client to(int port) {
        return to("127.0.0.1", port);
    }

    static Client to(String host, int port) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), 10_000);
            socket.setSoTimeout(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Client(socket);
    }

    /** The name of the server that answers a new connection, which is closed again; empty if it ended without. */
    static String servedBy(int port) {
        try (Client client = to(port)) {
            String name = client.line();
            client.end();
            client.rest();
            return name;
        }
    }

    /** This end's address as the access log writes it. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    Client send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Client send(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Exactly this many octets as text, fewer if the peer ends. */
    String read(int length) {
        try {
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to a line feed, without it, or to the end. */
    String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\n';
                    c = socket.getInputStream().read()) {
                line.write(c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the peer's FIN; "RST" when it resets, whatever came before. */
    String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            return "RST";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends FIN. */
    Client end() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends RST. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
