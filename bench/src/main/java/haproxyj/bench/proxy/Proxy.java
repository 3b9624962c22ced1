package haproxyj.bench.proxy;

import haproxyj.bench.process.Child;

/** A contestant that is running and ready. Thread-safe. */
public interface Proxy extends AutoCloseable {
    /** Name for tables, with the version. */
    String name();

    /** The process, to be measured, stopped or killed. */
    Child child();

    /** What it has logged. */
    LogBook log();

    /** Ends the process. */
    @Override
    void close();
}
