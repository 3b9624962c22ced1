package haproxyj.proxy.backend;

import haproxyj.health.CheckResult;
import haproxyj.health.CheckStatus;

/**
 * A server took on another state. {@link #text} is HAProxy's log line ({@code src/server.c}, {@code srv_append_status}).
 *
 * @param backend name
 * @param server name
 * @param isBackup whether it is a backup server
 * @param from UP, DRAIN, DOWN or MAINT
 * @param to the same
 * @param cause who decided
 * @param via {@code backend/server} that is tracked; empty otherwise
 * @param result last check, {@link CheckResult#NONE} before the first
 * @param fromSeconds how long the old state lasted
 * @param active usable active servers left in the backend
 * @param backup usable backups left
 * @param sessions held by the server
 * @param requeued moved to the backend's queue, or granted a slot of the server that came up
 * @param queued left in the server's own queue
 */
public record ServerEvent(
        String backend,
        String server,
        boolean isBackup,
        String from,
        String to,
        Cause cause,
        String via,
        CheckResult result,
        long fromSeconds,
        int active,
        int backup,
        int sessions,
        int requeued,
        int queued) {

    /** Who changed the state. */
    public enum Cause {
        /** A check, or failures of real traffic. */
        CHECK,
        /** The tracked server. */
        TRACK,
        /** An operator. */
        ADMIN
    }

    /** Whether it can be used less than before. */
    public boolean worse() {
        return !to.equals("UP");
    }

    /** HAProxy's line. */
    public String text() {
        return (isBackup ? "Backup " : "") + "Server " + backend + "/" + server + what()
                + (via.isEmpty() ? "" : " via " + via)
                + (cause == Cause.CHECK ? ", reason: " + told(result) : "")
                + ". " + active + " active and " + backup + " backup servers " + (worse() ? "left." : "online.")
                + (active == 0 && backup > 0 ? " Running on backup." : "")
                + (worse()
                        ? " " + sessions + " sessions active, " + requeued + " requeued, " + queued
                                + " remaining in queue."
                        : " " + requeued + " sessions requeued, " + queued + " total in queue.");
    }

    private String what() {
        if (cause == Cause.CHECK || (cause == Cause.TRACK && !to.equals("MAINT"))) {
            return " is " + (to.equals("DRAIN") ? "UP" : to);
        }
        return switch (to) {
            case "MAINT" ->
                from.equals("DOWN") ? " was DOWN and now enters maintenance" : " is going DOWN for maintenance";
            case "DRAIN" -> " enters drain state";
            default -> " is " + to + "/READY (leaving forced " + (from.equals("DRAIN") ? "drain" : "maintenance") + ")";
        };
    }

    /** A result in words, with the duration where something was measured. */
    static String told(CheckResult result) {
        boolean measured = result.status() != CheckStatus.UNK && result.status() != CheckStatus.HANA;
        return result.reason() + (measured ? ", check duration: " + result.durationNanos() / 1_000_000 + "ms" : "");
    }
}
