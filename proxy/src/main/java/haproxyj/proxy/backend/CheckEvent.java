package haproxyj.proxy.backend;

import haproxyj.health.CheckResult;

/**
 * A check that changed the count of a server, not its state.
 *
 * @param backend name
 * @param server name
 * @param isBackup whether it is a backup server
 * @param result of the check
 * @param health "2/3 UP": failures left, or "1/2 DOWN": successes so far
 */
public record CheckEvent(String backend, String server, boolean isBackup, CheckResult result, String health) {

    /** HAProxy's line. */
    public String text() {
        return "Health check for " + (isBackup ? "backup " : "") + "server " + backend + "/" + server + " "
                + (result.status().passed() ? "succeeded" : "failed") + ", reason: " + ServerEvent.told(result)
                + ", status: " + health + ".";
    }
}
