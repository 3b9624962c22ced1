package haproxyj.proxy.config;

import haproxyj.broker.BrokerConfig;
import haproxyj.proxy.config.BackendReader.ReadBackend;
import haproxyj.proxy.config.BrokerReader.ReadBroker;
import haproxyj.proxy.config.FrontendReader.ReadFrontend;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.ServerReader.ReadServer;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the addresses of a configuration against each other. */
final class Sockets {

    private final Map<InetSocketAddress, String> taken = new HashMap<>();
    private final Problems problems;

    Sockets(Problems problems) {
        this.problems = problems;
    }

    /** Notes a listening address; a second use of it is an error now rather than a failed bind later. Port 0 is never taken. */
    void listen(InetSocketAddress address, Position at, String by) {
        if (address.getPort() == 0) {
            return;
        }
        String first = taken.putIfAbsent(address, by + " at " + at);
        if (first != null) {
            problems.error(at, by + " cannot listen here, the address is taken by " + first);
        }
    }

    void listenAll(List<ReadFrontend> frontends, List<ReadBroker> brokers) {
        for (ReadFrontend frontend : frontends) {
            frontend.binds()
                    .forEach(b -> listen(
                            b.config().address(), b.position(), frontend.scope().where()));
        }
        for (ReadBroker broker : brokers) {
            BrokerConfig config = broker.config();
            for (int i = 0; i < config.binds().size(); i++) {
                listen(config.binds().get(i), broker.bindPositions().get(i), "broker " + config.name());
            }
        }
    }

    /** The embedded broker does not read the PROXY protocol; sending it there would end every connection. */
    void checkProxyProtocol(List<ReadBackend> backends, List<ReadBroker> brokers) {
        for (ReadBackend backend : backends) {
            for (ReadServer server : backend.servers()) {
                Optional<InetSocketAddress> target = server.config()
                        .filter(c -> c.sendProxy() != SendProxy.NONE || c.checkSendProxy())
                        .map(ServerConfig::address)
                        .filter(InetSocketAddress.class::isInstance)
                        .map(InetSocketAddress.class::cast);
                for (ReadBroker broker : brokers) {
                    if (target.filter(t -> reaches(broker.config().binds(), t)).isPresent()) {
                        problems.error(
                                proxyKey(server),
                                "server " + server.name() + " is broker "
                                        + broker.config().name()
                                        + " of this configuration, which does not read the PROXY protocol yet; remove it");
                    }
                }
            }
        }
    }

    private static Position proxyKey(ReadServer server) {
        return Stream.of("send-proxy", "send-proxy-v2", "check-send-proxy")
                .flatMap(k -> server.scope().find(k).stream())
                .findFirst()
                .orElse(server.entry())
                .position();
    }

    /** A server that is the very frontend it serves would send each connection round until every slot is taken. */
    void checkLoops(List<ReadFrontend> frontends, List<ReadBackend> backends) {
        for (ReadFrontend frontend : frontends) {
            List<InetSocketAddress> binds =
                    frontend.config().binds().stream().map(BindConfig::address).toList();
            backends.stream()
                    .filter(b -> b.name().equals(frontend.config().backend()))
                    .flatMap(b -> b.servers().stream())
                    .filter(s -> s.config()
                            .filter(c -> c.address() instanceof InetSocketAddress inet && reaches(binds, inet))
                            .isPresent())
                    .forEach(s -> problems.error(
                            s.entry().position(),
                            "server " + s.name() + " is the address that "
                                    + frontend.scope().where()
                                    + " listens on; connections would go round in a circle"));
        }
    }

    private static boolean reaches(List<InetSocketAddress> binds, InetSocketAddress address) {
        return binds.stream()
                .anyMatch(b -> b.getPort() == address.getPort()
                        && (b.getAddress().equals(address.getAddress())
                                || (b.getAddress().isAnyLocalAddress()
                                        && address.getAddress().isLoopbackAddress())));
    }
}
