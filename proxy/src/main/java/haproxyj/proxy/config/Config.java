package haproxyj.proxy.config;

import haproxyj.broker.BrokerConfig;
import java.util.List;

/**
 * A complete, checked configuration. A {@code listen} section has become a frontend and a backend of the same name.
 *
 * @param global process-wide settings
 * @param frontends in file order
 * @param backends in file order
 * @param brokers embedded brokers in file order
 */
public record Config(
        GlobalConfig global,
        List<FrontendConfig> frontends,
        List<BackendConfig> backends,
        List<BrokerConfig> brokers) {}
