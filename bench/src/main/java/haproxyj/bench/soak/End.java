package haproxyj.bench.soak;

import haproxyj.bench.soak.Receiver.WrongOctet;
import haproxyj.bench.soak.Script.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One side of a session on a non-blocking socket: follows its script until it is closed. One thread. */
final class End {
    private final SocketChannel channel;
    private final Script script;
    private final Sender sender;
    private final Receiver receiver;
    /** Earliest moment of a reset or a close. */
    private final long leaveNanos;

    private long lastPump;
    private boolean connected;
    private boolean released;
    private boolean finSent;
    private boolean closed;
    private Optional<String> broken = Optional.empty();
    private Optional<String> wrong = Optional.empty();

    private End(SocketChannel channel, Script script, Sender sender, Receiver receiver, long now) {
        this.channel = channel;
        this.script = script;
        this.sender = sender;
        this.receiver = receiver;
        this.leaveNanos = now + TimeUnit.MILLISECONDS.toNanos(script.ending().millis());
        this.lastPump = now - 1;
        this.connected = channel.isConnected();
        this.released = script.ending().kind() != Kind.ANSWER;
    }

    /** A client that begins to connect. */
    static End client(Plan plan, InetSocketAddress proxy, byte[] prologue, ByteBuffer scratch) throws IOException {
        SocketChannel channel = SocketChannel.open();
        prepare(channel, plan.client());
        channel.connect(proxy);
        long now = System.nanoTime();
        return new End(
                channel,
                plan.client(),
                new Sender(prologue, plan.client().bursts(), plan.fromClient(), scratch, now),
                new Receiver(
                        plan.client().reading(),
                        plan.fromServer(),
                        plan.server().total(),
                        scratch,
                        now),
                now);
    }

    /** A server whose client has announced itself. */
    static End server(Plan plan, SocketChannel channel, ByteBuffer scratch) throws IOException {
        prepare(channel, plan.server());
        long now = System.nanoTime();
        return new End(
                channel,
                plan.server(),
                new Sender(new byte[0], plan.server().bursts(), plan.fromServer(), scratch, now),
                new Receiver(
                        plan.server().reading(),
                        plan.fromClient(),
                        plan.client().total(),
                        scratch,
                        now),
                now);
    }

    private static void prepare(SocketChannel channel, Script script) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (script.reading().receiveBuffer() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, script.reading().receiveBuffer());
        }
    }

    /** Does what can be done now without waiting. */
    void pump(long now) {
        lastPump = now;
        try {
            if (!connected) {
                connected = channel.finishConnect();
            }
            if (connected) {
                receiver.pump(channel, now, untilReset(now, sender.sent()));
                send(now);
            }
            leave(now);
        } catch (WrongOctet e) {
            wrong = Optional.ofNullable(e.getMessage());
            close();
        } catch (IOException e) {
            broken = Optional.of(String.valueOf(e.getMessage()));
            close();
        }
    }

    private void send(long now) throws IOException {
        Kind kind = script.ending().kind();
        if (!released && receiver.ended()) {
            released = true;
            sender.release(now);
        }
        if (released) {
            sender.pump(channel, now, untilReset(now, receiver.received()));
        }
        boolean mayFin = kind == Kind.FIN || ((kind == Kind.FIN_LAST || kind == Kind.ANSWER) && receiver.ended());
        if (mayFin && sender.done() && !finSent) {
            finSent = true;
            channel.shutdownOutput();
        }
    }

    /** What one direction may move until a reset is due, when the other has moved so much. */
    private long untilReset(long now, long other) {
        return script.ending().kind() == Kind.RESET && now >= leaveNanos
                ? script.ending().octets() - other
                : Long.MAX_VALUE / 2;
    }

    private void leave(long now) throws IOException {
        boolean late = now >= leaveNanos;
        switch (script.ending().kind()) {
            case FIN, FIN_LAST, ANSWER -> {
                if (finSent && receiver.ended()) {
                    close();
                }
            }
            case RESET -> {
                if (late
                        && sender.sent() + receiver.received()
                                >= script.ending().octets()) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    close();
                }
            }
            case CLOSE -> {
                if (late) {
                    close();
                }
            }
            case HOLD -> {
                if (receiver.ended()) {
                    close();
                }
            }
        }
    }

    /** Which events to wait for. */
    int interest(long now) {
        if (!connected) {
            return SelectionKey.OP_CONNECT;
        }
        int reading = receiver.due(now) ? SelectionKey.OP_READ : 0;
        int writing = released && sender.due(now) ? SelectionKey.OP_WRITE : 0;
        return reading | writing;
    }

    /** Whether a pause has ended since the last {@link #pump}. */
    boolean isDue(long now) {
        return passed(receiver.notBefore(), now) || passed(sender.notBefore(), now) || passed(leaveNanos, now);
    }

    private boolean passed(long moment, long now) {
        return moment > lastPump && moment <= now;
    }

    void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is gone either way.
        }
    }

    SocketChannel channel() {
        return channel;
    }

    boolean isClosed() {
        return closed;
    }

    /** Everything sent, everything received, the other side's end seen, no error. */
    boolean isComplete(long expected) {
        return broken.isEmpty() && receiver.ended() && receiver.received() == expected && sender.done();
    }

    /** The error of the socket that ended it. */
    Optional<String> broken() {
        return broken;
    }

    /** What came that was not sent. */
    Optional<String> wrong() {
        return wrong;
    }

    long received() {
        return receiver.received();
    }

    /** Octets of the pattern moved so far, both ways. */
    long moved() {
        return sender.sent() + receiver.received();
    }

    @Override
    public String toString() {
        return "sent " + sender.sent() + " of " + script.total() + ", received " + receiver.received()
                + (receiver.ended() ? " and FIN" : "")
                + broken.map(e -> ", then: " + e).orElse("")
                + (closed ? "" : ", still open");
    }
}
