package haproxyj.broker.connection;

import io.netty.channel.Channel;

/**
 * Whether a connection's socket is read: not while the engine is behind with it, not while its peer leaves answers
 * unread, and not while it is blocked by the memory alarm.
 *
 * <p>Blocking is RabbitMQ's ("Memory and disk alarms"): a connection is blocked when it publishes while the alarm is
 * set, then nothing more is read from it, its acknowledgements included, until the alarm is cleared. What it consumes
 * goes on.
 *
 * <p>Threading: belongs to one connection's event loop.
 */
final class Intake {
    /** Told when the connection becomes blocked or unblocked. */
    @FunctionalInterface
    interface Listener {
        void blocked(boolean now);
    }

    private final Channel channel;
    private final MemoryAlarm alarm;
    private final BackPressure pressure;
    private final Listener listener;
    private boolean blocked;
    private boolean leaving;

    Intake(Channel channel, MemoryAlarm alarm, Listener listener) {
        this.channel = channel;
        this.alarm = alarm;
        this.pressure = new BackPressure(alarm);
        this.listener = listener;
    }

    BackPressure pressure() {
        return pressure;
    }

    /** Reads or not, by what is known now. */
    void adjust() {
        channel.config().setAutoRead(pressure.mayRead() && !blocked);
    }

    /** The peer publishes. */
    void onContent() {
        if (alarm.isSet() && !blocked && !leaving) {
            blocked = true;
            listener.blocked(true);
            adjust();
        }
    }

    /** The memory alarm is no longer set. */
    void onAlarmCleared() {
        if (blocked) {
            blocked = false;
            listener.blocked(false);
            adjust();
        }
    }

    /** The peer was told to go: its answer must be heard, blocked or not. */
    void leave() {
        leaving = true;
        blocked = false;
        adjust();
    }
}
