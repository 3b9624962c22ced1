package haproxyj.health;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a probe: connect within a limit, send the preamble, hold the dialogue within a limit, close, report. The only
 * place in this module that touches sockets.
 *
 * <p>Threading: {@link #start} from any thread; all else on one event loop of the target's group. Lives for one check.
 */
final class Exchange extends ChannelInboundHandlerAdapter {

    /** Bound of what a server may say before the dialogue is done with it; HAProxy's buffer size. */
    static final int BUFFER_BYTES = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final byte[] NOTHING = {};

    private enum State {
        /** Not connected yet; the connect limit runs. */
        CONNECTING,
        /** The dialogue is asked; the read limit runs. */
        TALKING,
        /** The verdict is known, its last bytes are being written; the read limit still runs. */
        PARTING,
        /** Reported and closed. */
        DONE
    }

    private final CheckTarget target;
    private final Dialogue dialogue;
    private final ProbeLimits limits;
    private final boolean resetOnSuccess;
    private final EventLoop loop;
    private final CompletableFuture<CheckResult> result = new CompletableFuture<>();

    private State state = State.CONNECTING;
    private long startNanos;
    private boolean sent;
    private byte[] buffer = NOTHING;
    private int length;
    private @Nullable Channel channel;
    private @Nullable Future<?> timer;

    /**
     * A check about to start.
     *
     * @param resetOnSuccess close with RST after success if nothing was sent
     */
    Exchange(CheckTarget target, Dialogue dialogue, ProbeLimits limits, boolean resetOnSuccess) {
        this.target = target;
        this.dialogue = dialogue;
        this.limits = limits;
        this.resetOnSuccess = resetOnSuccess;
        this.loop = target.group().next();
    }

    CompletionStage<CheckResult> start() {
        startNanos = System.nanoTime();
        result.whenComplete((done, error) -> {
            if (result.isCancelled()) {
                onLoop(() -> finish(CheckStatus.UNK, "given up"));
            }
        });
        onLoop(this::connect);
        return result;
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            result.complete(new CheckResult(CheckStatus.SOCKERR, "the event loop is shut down", 0));
        }
    }

    private void connect() {
        if (state == State.DONE) {
            return;
        }
        limit(limits.connectNanos(), CheckStatus.L4TOUT);
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channelFactory(target.channels())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .disableResolver()
                .handler(this)
                .connect(target.address());
        channel = connecting.channel();
        connecting.addListener(done -> {
            Throwable cause = done.cause();
            if (cause != null) {
                failed(SocketErrors.connectStatus(cause), cause);
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (state != State.CONNECTING) {
            return;
        }
        state = State.TALKING;
        long left =
                limits.readNanos() > 0 ? limits.readNanos() : limits.totalNanos() - (System.nanoTime() - startNanos);
        limit(left, CheckStatus.L7TOUT);
        byte[] preamble = target.preamble()
                .bytes(ctx.channel().localAddress(), ctx.channel().remoteAddress());
        if (preamble.length > 0) {
            send(ctx, preamble);
        }
        follow(ctx, dialogue.onConnected());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            ByteBuf in = (ByteBuf) message;
            while (in.isReadable() && state == State.TALKING) {
                receive(ctx, in);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(ChannelHandlerContext ctx, ByteBuf in) {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER_BYTES];
        }
        int taken = Math.min(in.readableBytes(), buffer.length - length);
        in.readBytes(buffer, length, taken);
        length += taken;
        follow(ctx, dialogue.onReceived(buffer, length, false));
        if (state == State.TALKING && length == buffer.length) {
            finish(CheckStatus.L7RSP, describe("more than " + BUFFER_BYTES + " bytes without the expected answer"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("a health check of {} failed inside", target.address(), cause);
            failed(CheckStatus.SOCKERR, cause);
        } else if (length == 0) {
            failed(CheckStatus.SOCKERR, cause);
        } else {
            // A reset right after the last bytes is common: they decide, not the reset.
            ended(ctx);
        }
    }

    private void ended(ChannelHandlerContext ctx) {
        if (state != State.TALKING) {
            return;
        }
        follow(ctx, dialogue.onReceived(buffer, length, true));
        if (state == State.TALKING) {
            finish(CheckStatus.L7RSP, describe("connection closed by the server"));
        }
    }

    private void follow(ChannelHandlerContext ctx, Dialogue.Step step) {
        length -= step.consumed();
        System.arraycopy(buffer, step.consumed(), buffer, 0, length);
        ChannelFuture last = ctx.newSucceededFuture();
        if (ctx.channel().isActive()) {
            for (byte[] bytes : step.send()) {
                last = send(ctx, bytes);
            }
        }
        state = step.verdict().isPresent() ? State.PARTING : State.TALKING;
        last.addListener(written -> {
            Throwable cause = written.cause();
            if (cause != null) {
                failed(CheckStatus.SOCKERR, cause);
            } else {
                step.verdict().ifPresent(verdict -> finish(verdict.status(), verdict.description()));
            }
        });
    }

    private ChannelFuture send(ChannelHandlerContext ctx, byte[] bytes) {
        sent = true;
        return ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    private void limit(long nanos, CheckStatus status) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = loop.schedule(() -> finish(status, describe("")), Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private void failed(CheckStatus status, Throwable cause) {
        finish(status, describe(SocketErrors.text(cause)));
    }

    private String describe(String what) {
        String position = dialogue.position();
        return what.isEmpty() || position.isEmpty() ? what + position : what + " " + position;
    }

    /** The only way out: whoever comes first decides, then the connection is closed. */
    private void finish(CheckStatus status, String description) {
        if (state == State.DONE) {
            return;
        }
        state = State.DONE;
        if (timer != null) {
            timer.cancel(false);
        }
        if (channel != null) {
            close(channel, resetOnSuccess && !sent && status.passed());
        }
        result.complete(new CheckResult(status, description, System.nanoTime() - startNanos));
    }

    private static void close(Channel channel, boolean reset) {
        if (reset) {
            try {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            } catch (ChannelException e) {
                LOG.debug("the server closed first, so there is nothing to reset", e);
            }
        }
        channel.close();
    }
}
