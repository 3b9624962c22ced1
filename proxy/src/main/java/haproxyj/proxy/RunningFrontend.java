package haproxyj.proxy;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.frontend.Frontend;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A frontend with what was made for it. Immutable.
 *
 * @param config its section
 * @param frontend the listeners and their sessions
 * @param counters its numbers, which live on
 * @param bound where it listens
 */
record RunningFrontend(FrontendConfig config, Frontend frontend, Counters counters, List<InetSocketAddress> bound) {}
