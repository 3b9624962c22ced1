package haproxyj.proxy.config;

import java.net.InetAddress;
import java.util.Optional;

/** Port through which the reader asks for host names; literal addresses never come here. */
@FunctionalInterface
public interface AddressResolver {

    /** The address to use for a host name, or empty when it has none. May block. */
    Optional<InetAddress> resolve(String host);
}
