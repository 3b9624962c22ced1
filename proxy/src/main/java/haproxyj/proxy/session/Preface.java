package haproxyj.proxy.session;

import haproxyj.proxy.proxyprotocol.ProxyHeader;
import haproxyj.proxy.proxyprotocol.ProxyHeaderParser;
import haproxyj.proxy.proxyprotocol.ProxyHeaderParser.Result;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PROXY header in front of a client's octets, and the one that goes to the server. Owned by the session's event loop. */
final class Preface {
    /** The header is not complete. */
    static final int NEED_MORE = 0;

    /** There is none. */
    static final int MALFORMED = -1;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Preface.class);

    private final SessionLedger ledger;
    private final Supplier<InetSocketAddress> local;
    private Optional<ProxyHeader> said = Optional.empty();

    Preface(SessionLedger ledger, Supplier<InetSocketAddress> local) {
        this.ledger = ledger;
        this.local = local;
    }

    /** How long a client may take for it: {@code timeout client}, or ten seconds where there is none. */
    static Optional<Duration> limit(Optional<Duration> clientTimeout) {
        return clientTimeout.or(() -> Optional.of(TIMEOUT));
    }

    /** The header's length once it is complete; from then on the ledger names the client it told of. */
    int read(ByteBuffer held) {
        Result result = ProxyHeaderParser.parse(held);
        if (result instanceof Result.Complete complete) {
            if (complete.header().addresses().isPresent()) {
                said = Optional.of(complete.header());
                ledger.client = complete.header().addresses().get().source();
            }
            return complete.length();
        }
        if (result instanceof Result.Malformed malformed) {
            LOG.debug("{}: {}; accept-proxy expects a PROXY header from every peer", ledger.client, malformed.why());
            ledger.badHeader();
            return MALFORMED;
        }
        return NEED_MORE;
    }

    /** What a server is told. */
    ProxyHeader forServer() {
        return said.orElseGet(() -> ProxyHeader.of(ledger.client, local.get()));
    }
}
