package haproxyj.broker.connection;

import haproxyj.broker.wire.FrameEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@link Heartbeat} on a channel: the timer, the frames, the end of a silent peer.
 *
 * <p>Threading: belongs to the channel's event loop.
 */
final class Pulse {
    private final Channel channel;
    private final Heartbeat heartbeat;
    private final Runnable silence;

    /** Starts at once; {@code silence} runs when the peer is to be given up. */
    Pulse(Channel channel, int intervalSeconds, Runnable silence) {
        this.channel = channel;
        this.silence = silence;
        this.heartbeat = new Heartbeat(TimeUnit.SECONDS.toNanos(intervalSeconds), System.nanoTime());
        schedule();
    }

    void onRead() {
        heartbeat.onRead(System.nanoTime());
    }

    void onWrite() {
        heartbeat.onWrite(System.nanoTime());
    }

    private void schedule() {
        channel.eventLoop().schedule(this::onTimer, heartbeat.delay(System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void onTimer() {
        if (!channel.isActive()) {
            return;
        }
        long now = System.nanoTime();
        if (!channel.config().isAutoRead()) {
            // A peer that is not read cannot show that it lives.
            heartbeat.onRead(now);
        }
        switch (heartbeat.onTimer(now)) {
            case QUIET -> schedule();
            case SEND -> {
                ByteBuf frame = channel.alloc().buffer(8);
                FrameEncoder.heartbeat(frame);
                channel.writeAndFlush(frame, channel.voidPromise());
                heartbeat.onWrite(now);
                schedule();
            }
            case DEAD -> silence.run();
        }
    }
}
