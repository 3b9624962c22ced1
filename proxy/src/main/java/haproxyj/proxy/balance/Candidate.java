package haproxyj.proxy.balance;

/** What an algorithm needs to know of a server. Its place in the list it is offered in is its index. Any thread. */
public interface Candidate {

    /** Share of the traffic, 1 to 256. Servers of weight 0 are never offered. */
    int weight();

    /** Connections held and waited for, now: HAProxy's served plus queued. */
    int load();

    /** Whether {@code maxconn} is reached. Always false without a limit. */
    boolean full();
}
