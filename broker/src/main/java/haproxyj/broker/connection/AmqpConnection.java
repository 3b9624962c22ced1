package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.VirtualHost;
import haproxyj.broker.wire.BasicProperties;
import haproxyj.broker.wire.FrameDecoder;
import haproxyj.broker.wire.FrameEncoder;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.ProtocolHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loop's half of a connection: octets to commands, the handshake, heartbeats, and the engine's frames to the
 * socket. Commands of one read go to the engine as one task.
 *
 * <p>Threading: belongs to its channel's event loop; {@link AmqpSession.Wire}'s methods are called by the engine.
 */
public final class AmqpConnection extends ChannelInboundHandlerAdapter
        implements FrameDecoder.Sink, Handshake.Effects, AmqpSession.Wire {

    /** What is done with octets that arrive. */
    private enum Phase {
        /** Methods go to the handshake. */
        HANDSHAKE,
        /** Commands go to the engine. */
        RUNNING,
        /** The peer was told to go; whatever it still sends is thrown away. */
        DISCARDING
    }

    private final BrokerContext context;
    private final Channel channel;
    private final String name;
    private final FrameDecoder decoder = new FrameDecoder();
    private final CommandAssembler assembler;
    private final Handshake handshake;
    private final Intake intake;
    private final CommandBatch batch;
    private Phase phase = Phase.HANDSHAKE;
    private final Unread unread = new Unread();
    private Optional<Pulse> pulse = Optional.empty();
    private @Nullable AmqpSession session;
    private int frameMax;
    private int channelMax;

    /** The handler of an accepted channel; to be added to its pipeline. */
    public AmqpConnection(BrokerContext context, Channel channel) {
        this.context = context;
        this.channel = channel;
        this.intake = new Intake(channel, context.alarm(), this::tellBlocked);
        this.batch = new CommandBatch(intake.pressure());
        Ends ends = Ends.of(channel);
        this.name = ends.text();
        this.handshake = new Handshake(context.config(), context.serverProperties(), ends.loopback(), this);
        this.assembler = new CommandAssembler(context.config().maxMessageSize(), context.alarm(), this::onCommand);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context.counters().count(BrokerCounters.Kind.CONNECTIONS_OPENED);
        long millis = context.config().handshakeTimeout().toMillis();
        channel.eventLoop().schedule(this::onHandshakeTimer, millis, TimeUnit.MILLISECONDS);
        ctx.fireChannelActive();
    }

    private void onHandshakeTimer() {
        if (phase == Phase.HANDSHAKE && channel.isActive()) {
            context.counters().count(BrokerCounters.Kind.HANDSHAKE_TIMEOUTS);
            context.log().warn(EventLog.Kind.TIMEOUT, "closing AMQP connection " + name + ": handshake timeout");
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        pulse.ifPresent(Pulse::onRead);
        if (phase == Phase.DISCARDING) {
            discard(octets);
            return;
        }
        try {
            decoder.decode(unread.add(ctx.alloc(), octets), this);
        } catch (AmqpException refusal) {
            refuse(refusal);
        } catch (RuntimeException fault) {
            context.log().fault("connection " + name + ": decoding failed in the broker", fault);
            refuse(new AmqpException(ReplyCode.INTERNAL_ERROR, "see the broker's log"));
        }
        unread.decoded();
    }

    /** Listens for nothing but the answer to connection.close, at the end of what arrived. */
    private void discard(ByteBuf octets) {
        boolean answered = Goodbye.answered(octets);
        octets.release();
        if (answered) {
            channel.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        submit();
        ctx.fireChannelReadComplete();
    }

    private void onCommand(Command command) {
        batch.add(command);
        if (batch.full()) {
            submit();
        }
    }

    private void submit() {
        AmqpSession engineSide = session;
        if (!batch.isEmpty() && engineSide != null) {
            batch.submit(context.engine(), engineSide, () -> channel.eventLoop().execute(intake::adjust));
            intake.adjust();
        }
    }

    /** What the memory alarm does to this connection, for clients that want to know. */
    private void tellBlocked(boolean blocked) {
        context.counters().count(BrokerCounters.Kind.CONNECTIONS_BLOCKED, blocked ? 1 : 0);
        if (handshake.clientCan("connection.blocked")) {
            send(blocked ? MemoryAlarm.BLOCKED : MemoryAlarm.UNBLOCKED);
        }
    }

    /** The memory alarm was cleared. Any thread. */
    public void unblock() {
        channel.eventLoop().execute(intake::onAlarmCleared);
    }

    @Override
    public void onProtocolHeader(ProtocolHeader header) {
        if (header == ProtocolHeader.ACCEPTED) {
            handshake.onProtocolHeader();
            return;
        }
        context.counters().count(BrokerCounters.Kind.BAD_PROTOCOL_HEADERS);
        context.log()
                .warn(
                        EventLog.Kind.BAD_HEADER,
                        "closing AMQP connection " + name + ": received " + header.description());
        phase = Phase.DISCARDING;
        Goodbye.toOtherProtocol(channel);
        closeSoon();
    }

    @Override
    public void onMethod(int number, Method method) throws AmqpException {
        if (phase == Phase.RUNNING) {
            assembler.onMethod(number, method);
        } else if (phase == Phase.HANDSHAKE) {
            if (number != 0) {
                throw new AmqpException(ReplyCode.CHANNEL_ERROR, "channel " + number + " before connection.open-ok");
            }
            handshake(method);
        }
    }

    private void handshake(Method method) throws AmqpException {
        if (method.spec() == MethodSpec.CONNECTION_CLOSE) {
            send(Method.of(MethodSpec.CONNECTION_CLOSE_OK));
            phase = Phase.DISCARDING;
            closeSoon();
            return;
        }
        try {
            handshake.onMethod(method);
        } catch (AmqpException refusal) {
            refuse(refusal, method.spec().classId(), method.spec().methodId());
        }
    }

    @Override
    public void beforeContentHeader(int number) throws AmqpException {
        if (phase == Phase.HANDSHAKE) {
            throw new AmqpException(ReplyCode.UNEXPECTED_FRAME, "content before connection.open-ok");
        }
        assembler.beforeContentHeader(number);
    }

    @Override
    public void onContentHeader(int number, int classId, long bodySize, BasicProperties properties)
            throws AmqpException {
        intake.onContent();
        assembler.onContentHeader(number, classId, bodySize, properties);
    }

    @Override
    public void onBody(int number, ByteBuf payload) throws AmqpException {
        if (phase == Phase.HANDSHAKE) {
            throw new AmqpException(ReplyCode.UNEXPECTED_FRAME, "content before connection.open-ok");
        }
        assembler.onBody(number, payload);
    }

    @Override
    public void onHeartbeat() {
        // Any octet counts as life; channelRead has noted it.
    }

    private void refuse(AmqpException refusal) {
        refuse(refusal, 0, 0);
    }

    /** The stream cannot be trusted any further: what came before is served, the rest is thrown away. */
    private void refuse(AmqpException refusal, int classId, int methodId) {
        if (phase == Phase.DISCARDING) {
            return;
        }
        phase = Phase.DISCARDING;
        unread.skip();
        AmqpSession engineSide = session;
        if (engineSide != null) {
            submit();
            context.engine().execute(() -> engineSide.onFailure(refusal, classId, methodId));
            return;
        }
        context.counters().protocolError(refusal.replyCode());
        context.log()
                .warn(EventLog.Kind.CONNECTION_ERROR, "closing AMQP connection " + name + ": " + refusal.replyText());
        send(Refusals.connectionClose(refusal, classId, methodId));
        closeSoon();
    }

    @Override
    public void send(Method method) {
        ByteBuf frame = channel.alloc().buffer(512);
        FrameEncoder.method(0, method, frame);
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    @Override
    public void tuned(int negotiatedFrameMax, int negotiatedChannelMax, int heartbeatSeconds) {
        frameMax = negotiatedFrameMax;
        channelMax = negotiatedChannelMax;
        decoder.frameMax(frameMax);
        if (heartbeatSeconds > 0) {
            pulse = Optional.of(new Pulse(channel, heartbeatSeconds, this::onSilence));
        }
    }

    private void onSilence() {
        context.counters().count(BrokerCounters.Kind.HEARTBEATS_MISSED);
        context.log()
                .warn(EventLog.Kind.TIMEOUT, "closing AMQP connection " + name + ": missed heartbeats from client");
        channel.close();
    }

    @Override
    public void opened(String virtualHost) {
        VirtualHost host = Objects.requireNonNull(context.hosts().get(virtualHost));
        Login login = new Login(
                handshake.user(),
                virtualHost,
                host,
                channelMax,
                frameMax,
                handshake.clientCan("consumer_cancel_notify"));
        session = new AmqpSession(context, login, this, new Outbound(channel.alloc(), frameMax));
        phase = Phase.RUNNING;
        // Not before: health checks that only look at the greeting would fill the log.
        context.log().info(EventLog.Kind.ACCEPTED, "AMQP connection " + name + " opened " + login.describe());
        send(Method.of(MethodSpec.CONNECTION_OPEN_OK, ""));
    }

    @Override
    public void loginRefused(boolean tell, AmqpException reason) {
        context.counters().count(BrokerCounters.Kind.LOGINS_REFUSED);
        context.log().warn(EventLog.Kind.BAD_LOGIN, "connection " + name + ": login refused");
        phase = Phase.DISCARDING;
        if (tell) {
            context.counters().protocolError(reason.replyCode());
            send(Refusals.connectionClose(reason, 0, 0));
        }
        // Without a word the delay itself is the answer: it slows down guessing.
        closeSoon();
    }

    private void closeSoon() {
        channel.eventLoop().schedule(() -> channel.close(), Goodbye.SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void write(List<ByteBuf> frames, boolean thenClose) {
        channel.eventLoop().execute(() -> writeOnLoop(frames, thenClose));
    }

    private void writeOnLoop(List<ByteBuf> frames, boolean thenClose) {
        long octets = 0;
        for (ByteBuf frame : frames) {
            octets += frame.readableBytes();
            channel.write(frame, channel.voidPromise());
        }
        long total = octets;
        intake.pressure().onHanded(total);
        pulse.ifPresent(Pulse::onWrite);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            onWritten(total);
            if (thenClose) {
                channel.close();
            }
        });
    }

    private void onWritten(long octets) {
        AmqpSession engineSide = session;
        if (intake.pressure().onWritten(octets) && engineSide != null) {
            context.engine().execute(engineSide::onDrained);
        } else if (context.alarm().isSet()) {
            // Nothing else may tell the engine that memory became free.
            context.engine().execute(() -> {});
        }
        if (!channel.config().isAutoRead()) {
            intake.adjust();
        }
    }

    @Override
    public void closing() {
        channel.eventLoop().execute(() -> {
            intake.leave();
            closeSoon();
        });
    }

    @Override
    public boolean congested(long octetsAppended) {
        return intake.pressure().congested(octetsAppended);
    }

    @Override
    public String name() {
        return name;
    }

    /** The broker stops: connection.close 320 to an open connection, the end for others. Any thread. */
    public void shutdown() {
        channel.eventLoop().execute(() -> {
            AmqpSession engineSide = session;
            if (engineSide == null) {
                channel.close();
            } else {
                context.engine().execute(engineSide::onShutdown);
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (phase == Phase.HANDSHAKE && unread.waits()) {
            // Part of a header or frame and then the end; a port check, which says nothing at all, is no error.
            context.counters().count(BrokerCounters.Kind.BAD_PROTOCOL_HEADERS);
            context.log()
                    .warn(EventLog.Kind.BAD_HEADER, "AMQP connection " + name + " ended in the middle of its greeting");
        }
        submit();
        unread.release();
        assembler.release();
        phase = Phase.DISCARDING;
        AmqpSession engineSide = session;
        if (engineSide != null) {
            context.engine().execute(engineSide::onGone);
        }
        context.counters().count(BrokerCounters.Kind.CONNECTIONS_CLOSED);
        if (engineSide != null) {
            context.log().info(EventLog.Kind.CLOSED, "closed AMQP connection " + name);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            context.log().fault("connection " + name + " failed in the broker", cause);
        }
        channel.close();
    }
}
