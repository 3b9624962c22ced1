package haproxyj.proxy.admin;

/**
 * One server as an operator sees it. Immutable.
 *
 * @param name unique in its backend
 * @param address host:port, or the path of a Unix-domain socket
 * @param status HAProxy's text: "UP", "UP 1/3", "DOWN 1/2", "no check", "MAINT", "DRAIN", "MAINT (via b/s)"
 * @param condition what the text means
 * @param weight effective weight, 0 to 256
 * @param configuredWeight as the file has it
 * @param backup whether it is a backup server
 * @param maxConnections maxconn, 0 is no limit
 * @param maxQueue maxqueue, 0 is no limit
 * @param checkStatus code of the last check ({@code L4OK}); empty when the server has no check, {@code UNK} when none has ended
 * @param checkDescription for people; may be empty
 * @param checkDurationMillis of the last check
 * @param lastChangeSeconds since the last change between up and down
 * @param downtimeSeconds spent DOWN in all, the present spell included
 * @param failedChecks chkfail
 * @param downTransitions chkdown
 * @param counters the traffic
 */
public record ServerStatus(
        String name,
        String address,
        String status,
        ServerCondition condition,
        int weight,
        int configuredWeight,
        boolean backup,
        int maxConnections,
        int maxQueue,
        String checkStatus,
        String checkDescription,
        long checkDurationMillis,
        long lastChangeSeconds,
        long downtimeSeconds,
        long failedChecks,
        long downTransitions,
        CounterValues counters) {

    /** Whether health checks are made. */
    public boolean checked() {
        return !checkStatus.isEmpty();
    }
}
