package haproxyj.proxy.session;

import haproxyj.proxy.admin.AccessSink;
import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.backend.ServerPool;
import haproxyj.proxy.config.FrontendConfig;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What all sessions of a frontend share. Immutable; the things named are safe for any thread.
 *
 * @param frontend settings
 * @param pool the servers
 * @param frontendCounters written by sessions
 * @param backendCounters written by sessions, but {@code queued} by the pool
 * @param accessSink takes one record per session
 * @param processConnections connections of the process now, for {@code actconn}
 * @param nanoClock monotonic, as System.nanoTime
 * @param epochMillis wall clock
 */
public record SessionSetup(
        FrontendConfig frontend,
        ServerPool pool,
        Counters frontendCounters,
        Counters backendCounters,
        AccessSink accessSink,
        IntSupplier processConnections,
        LongSupplier nanoClock,
        LongSupplier epochMillis) {}
