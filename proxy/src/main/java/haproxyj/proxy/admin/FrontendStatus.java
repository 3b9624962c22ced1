package haproxyj.proxy.admin;

import java.util.List;

/**
 * One frontend as an operator sees it. Immutable.
 *
 * @param name section name
 * @param addresses as bound: host:port
 * @param state whether it accepts
 * @param limit maxconn
 * @param connections connections accepted, those refused before a session began included
 * @param counters the traffic
 */
public record FrontendStatus(
        String name, List<String> addresses, State state, int limit, long connections, CounterValues counters) {

    /** HAProxy's words for it (management 9.1, status). */
    public enum State {
        /** Accepts connections. */
        OPEN,
        /** Bound, but not accepting for the time being: full, or paused. */
        PAUSED,
        /** Accepts no more; what it has may go on. */
        STOP
    }

    /** Copies the list. */
    public FrontendStatus {
        addresses = List.copyOf(addresses);
    }
}
