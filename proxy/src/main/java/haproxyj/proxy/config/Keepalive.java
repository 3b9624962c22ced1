package haproxyj.proxy.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * TCP keepalive of one side: {@code option clitcpka}/{@code srvtcpka} and {@code clitcpka-idle}… (HAProxy manual 4.2).
 *
 * @param enabled SO_KEEPALIVE
 * @param idle TCP_KEEPIDLE, whole seconds; the kernel's when absent
 * @param interval TCP_KEEPINTVL, whole seconds; the kernel's when absent
 * @param count TCP_KEEPCNT; the kernel's when absent
 */
public record Keepalive(boolean enabled, Optional<Duration> idle, Optional<Duration> interval, OptionalInt count) {

    /** Keepalive off. */
    public static final Keepalive OFF = new Keepalive(false, Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** A time as the kernel takes it: whole seconds, 1 to 32767 (TCP_KEEPIDLE and TCP_KEEPINTVL, tcp(7)). */
    public static int seconds(Duration time) {
        return (int) Math.max(1, Math.min(time.toSeconds(), 32767));
    }
}
