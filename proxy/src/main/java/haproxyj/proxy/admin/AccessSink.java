package haproxyj.proxy.admin;

/** Takes access-log records from event loops. Never blocks; what does not fit is dropped and counted. */
@FunctionalInterface
public interface AccessSink {
    /** One connection has ended. */
    void log(SessionRecord session);
}
