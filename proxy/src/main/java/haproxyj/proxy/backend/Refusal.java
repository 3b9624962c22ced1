package haproxyj.proxy.backend;

/** Why there is no server. */
public enum Refusal {
    /** No server is usable: logged SC. */
    NO_SERVER,
    /** The server's queue is full (maxqueue): logged SQ. */
    QUEUE_FULL,
    /** The backend is being stopped. */
    STOPPING
}
