package haproxyj.proxy.backend;

import haproxyj.health.CheckResult;
import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.config.ServerConfig;

/**
 * One server as an operator sees it (HAProxy management 9.1). Immutable, except for the counters, which live on.
 *
 * @param config its settings
 * @param address where it is, as text
 * @param state everything that decides
 * @param text "UP", "UP 1/3", "DOWN", "DOWN 1/2", "MAINT", "MAINT (via b/s)", "DRAIN", "no check"
 * @param check last result: code, description, duration; {@link CheckResult#NONE} before the first
 * @param lastChangeSeconds lastchg: since it went up or down
 * @param downSeconds downtime in total
 * @param checkFailures chkfail: failed checks while it was up
 * @param checkDowns chkdown: how often it went down
 * @param counters its numbers
 */
public record ServerStatus(
        ServerConfig config,
        String address,
        ServerState state,
        String text,
        CheckResult check,
        long lastChangeSeconds,
        long downSeconds,
        long checkFailures,
        long checkDowns,
        Counters counters) {}
