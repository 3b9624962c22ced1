package haproxyj.bench.relay;

import haproxyj.bench.process.Usage;
import haproxyj.bench.proxy.Proxy;
import java.io.IOException;
import java.util.Optional;

/**
 * A contestant that stands ready.
 *
 * @param contestant who
 * @param proxy its process; empty for {@link Contestant#DIRECT}
 * @param httpPort on 127.0.0.1, leads to the small HTTP origin
 * @param bulkPort on 127.0.0.1, leads to the iperf3 server
 */
record Target(Contestant contestant, Optional<Proxy> proxy, int httpPort, int bulkPort) implements AutoCloseable {

    /** Processor time its processes have used so far, microseconds; NaN without a process. */
    double cpuMicros() throws IOException {
        return proxy.isPresent() ? Usage.cpuMicros(proxy.get().child()) : Double.NaN;
    }

    @Override
    public void close() {
        proxy.ifPresent(Proxy::close);
    }
}
