package haproxyj.proxy.backend;

import haproxyj.health.Probe;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.ServerConfig;

/** Makes the probe of a server that has {@code check}. What backends need of package check, so that it is not their concern. */
@FunctionalInterface
public interface Probes {

    /** The probe that asks what the backend's check kind says, at the server's check address. */
    Probe probe(BackendConfig backend, ServerConfig server);
}
