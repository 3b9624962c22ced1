package haproxyj.proxy.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The system's resolver: the first address it names, as HAProxy does at start. Blocks; for the start and reloads only. */
public final class SystemResolver implements AddressResolver {

    @Override
    public Optional<InetAddress> resolve(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
