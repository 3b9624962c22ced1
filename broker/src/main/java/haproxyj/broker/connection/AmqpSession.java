package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.VirtualHost;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's half of an open connection: its channels, and the rules that hold for the connection as a whole.
 *
 * <p>Threading: owned by the engine.
 */
final class AmqpSession {
    /** Where the connection stands. */
    private enum State {
        /** Commands are served. */
        OPEN,
        /** connection.close is out; everything but close and close-ok is discarded. */
        CLOSING,
        /** Nothing is served or sent any more. */
        CLOSED
    }

    /** The event loop's half, as the engine sees it. */
    interface Wire {
        /** Passes frames on; releases them when written. */
        void write(List<ByteBuf> frames, boolean thenClose);

        /** connection.close goes out with the next write: the peer has a few seconds to answer. */
        void closing();

        /** Whether so much is unwritten that no message may be delivered; if so {@link #onDrained} follows later. */
        boolean congested(long octetsAppended);

        /** For log lines: addresses of both ends. */
        String name();
    }

    private final BrokerContext context;
    private final Login login;
    private final Wire wire;
    private final Outbound outbound;
    private final VirtualHost.Owner owner = new VirtualHost.Owner();
    private final IntObjectMap<AmqpChannel> channels = new IntObjectHashMap<>(4);
    private State state = State.OPEN;
    private boolean touched;
    private boolean closeAfterWrite;

    AmqpSession(BrokerContext context, Login login, Wire wire, Outbound outbound) {
        this.context = context;
        this.login = login;
        this.wire = wire;
        this.outbound = outbound;
    }

    BrokerContext context() {
        return context;
    }

    Login login() {
        return login;
    }

    VirtualHost.Owner owner() {
        return owner;
    }

    /** Where channels write; being asked for it means that something is written in this round. */
    Outbound outbound() {
        touch();
        return outbound;
    }

    boolean congested() {
        return wire.congested(outbound.appended());
    }

    /** Joins the round that is running. */
    void touch() {
        if (!touched) {
            touched = true;
            context.engine().touch(this);
        }
    }

    /** One command from the client, in order of arrival. */
    void onCommand(Command command) {
        touch();
        MethodSpec spec = command.method().spec();
        if (state != State.OPEN) {
            onCommandWhileClosing(command.channel(), spec);
            return;
        }
        try {
            if (command.channel() == 0) {
                onConnectionMethod(command.method());
            } else {
                onChannelCommand(command);
            }
        } catch (AmqpException refusal) {
            refuse(command.channel(), spec, refusal);
        } catch (RuntimeException fault) {
            context.log().fault("connection " + wire.name() + ": " + spec.label() + " failed in the broker", fault);
            onFailure(
                    new AmqpException(ReplyCode.INTERNAL_ERROR, "see the broker's log"),
                    spec.classId(),
                    spec.methodId());
        }
    }

    private void onCommandWhileClosing(int channel, MethodSpec spec) {
        if (channel != 0 || state == State.CLOSED) {
            return;
        }
        if (spec == MethodSpec.CONNECTION_CLOSE) {
            outbound.method(0, Method.of(MethodSpec.CONNECTION_CLOSE_OK));
            become(State.CLOSED);
        } else if (spec == MethodSpec.CONNECTION_CLOSE_OK) {
            become(State.CLOSED);
        }
    }

    private void onConnectionMethod(Method method) throws AmqpException {
        switch (method.spec()) {
            case CONNECTION_CLOSE -> {
                releaseChannels();
                outbound.method(0, Method.of(MethodSpec.CONNECTION_CLOSE_OK));
                become(State.CLOSED);
            }
            case CONNECTION_UPDATE_SECRET ->
                // Passwords do not expire here; tokens would be checked at this point.
                outbound.method(0, Method.of(MethodSpec.CONNECTION_UPDATE_SECRET_OK));
            default ->
                throw new AmqpException(
                        ReplyCode.COMMAND_INVALID, method.spec().label() + " is not served on channel 0");
        }
    }

    private void onChannelCommand(Command command) throws AmqpException {
        int number = command.channel();
        MethodSpec spec = command.method().spec();
        AmqpChannel channel = channels.get(number);
        if (spec.classId() == MethodSpec.CONNECTION_START.classId()) {
            throw new AmqpException(ReplyCode.COMMAND_INVALID, spec.label() + " on channel " + number);
        }
        if (spec == MethodSpec.CHANNEL_OPEN) {
            open(number, channel != null);
        } else if (channel == null) {
            throw new AmqpException(
                    ReplyCode.CHANNEL_ERROR, "expected 'channel.open' on channel " + number + ", got " + spec.label());
        } else if (channel.onCommand(command)) {
            channels.remove(number);
            context.counters().count(BrokerCounters.Kind.CHANNELS_CLOSED);
        }
    }

    private void open(int number, boolean known) throws AmqpException {
        if (known) {
            throw new AmqpException(ReplyCode.CHANNEL_ERROR, "second 'channel.open' seen on channel " + number);
        }
        if (number > login.channelMax()) {
            throw new AmqpException(
                    ReplyCode.NOT_ALLOWED,
                    "channel " + number + " is above the negotiated channel_max (" + login.channelMax() + ")");
        }
        channels.put(number, new AmqpChannel(this, number));
        context.counters().count(BrokerCounters.Kind.CHANNELS_OPENED);
        outbound.method(number, Method.of(MethodSpec.CHANNEL_OPEN_OK, new byte[0]));
    }

    private void refuse(int number, MethodSpec spec, AmqpException refusal) {
        AmqpChannel channel = channels.get(number);
        if (refusal.replyCode().hard() || channel == null) {
            onFailure(refusal, spec.classId(), spec.methodId());
            return;
        }
        context.counters().protocolError(refusal.replyCode());
        context.log()
                .warn(
                        EventLog.Kind.CHANNEL_ERROR,
                        "channel error on connection " + wire.name() + " (" + login.describe() + "), channel " + number
                                + ", " + spec.label() + ": " + refusal.replyText());
        channel.refuse(refusal, spec);
    }

    /** The connection as a whole is refused: connection.close goes out. Ids are 0 when no method is to blame. */
    void onFailure(AmqpException refusal, int classId, int methodId) {
        if (state != State.OPEN) {
            return;
        }
        touch();
        context.counters().protocolError(refusal.replyCode());
        context.log()
                .warn(
                        EventLog.Kind.CONNECTION_ERROR,
                        "closing AMQP connection " + wire.name() + " (" + login.describe() + "): "
                                + refusal.replyText());
        close(refusal, classId, methodId);
    }

    /** The broker stops. */
    void onShutdown() {
        if (state == State.OPEN) {
            touch();
            close(
                    new AmqpException(
                            ReplyCode.CONNECTION_FORCED, "broker forced connection closure with reason 'shutdown'"),
                    0,
                    0);
        }
    }

    private void close(AmqpException reason, int classId, int methodId) {
        releaseChannels();
        outbound.method(0, Refusals.connectionClose(reason, classId, methodId));
        become(State.CLOSING);
    }

    /** The socket is gone. */
    void onGone() {
        releaseChannels();
        become(State.CLOSED);
        outbound.discard();
    }

    private void releaseChannels() {
        for (AmqpChannel channel : new ArrayList<>(channels.values())) {
            channel.release();
            context.counters().count(BrokerCounters.Kind.CHANNELS_CLOSED);
        }
        channels.clear();
    }

    private void become(State next) {
        if (state == State.OPEN) {
            login.host().connectionClosed(owner);
        }
        if (next == State.CLOSING) {
            wire.closing();
        }
        closeAfterWrite = next == State.CLOSED;
        state = next;
    }

    /** The peer has taken what was written: deliveries may go on. */
    void onDrained() {
        touch();
    }

    /** Lets consumers go on that can take messages again. */
    void wakeSubscriptions() {
        for (AmqpChannel channel : channels.values()) {
            channel.wakeSubscriptions();
        }
    }

    /** Ends a round: confirms, then everything in one piece to the event loop. */
    void finishRound() {
        for (AmqpChannel channel : channels.values()) {
            channel.flushConfirms();
        }
        if (!outbound.isEmpty() || closeAfterWrite) {
            wire.write(outbound.take(), closeAfterWrite);
            closeAfterWrite = false;
        }
        touched = false;
    }
}
