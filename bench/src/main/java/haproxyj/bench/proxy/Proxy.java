package haproxyj.bench.proxy;

/** A contestant that is running and ready. Thread-safe. */
public interface Proxy extends AutoCloseable {
    /** Name for tables, with the version. */
    String name();

    /** What it has logged. */
    LogBook log();

    /** Ends the process. */
    @Override
    void close();
}
