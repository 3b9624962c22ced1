package haproxyj.proxy.check;

import haproxyj.broker.wire.ProtocolHeader;
import haproxyj.broker.wire.StartParser;
import haproxyj.broker.wire.StartParser.NeedMore;
import haproxyj.broker.wire.StartParser.NotAmqp;
import haproxyj.broker.wire.StartParser.Start;
import haproxyj.health.CheckStatus;
import haproxyj.health.Dialogue;
import java.util.Map;
import java.util.Optional;

/**
 * One AMQP check: the protocol header out, connection.start in (AMQP 0-9-1 specification 4.2.2, method 10.10), verdict. What
 * the broker says of itself becomes the description. Pure; one object per check.
 */
final class AmqpDialogue implements Dialogue {
    private final Optional<String> clusterName;
    private boolean connected;

    /** With a name, a broker of another cluster fails the check. */
    AmqpDialogue(Optional<String> clusterName) {
        this.clusterName = clusterName;
    }

    @Override
    public Step onConnected() {
        connected = true;
        return Step.send(ProtocolHeader.bytes());
    }

    @Override
    public Step onReceived(byte[] buffer, int length, boolean end) {
        StartParser.Result result = StartParser.parse(buffer, length);
        if (result instanceof Start start) {
            return judge(start);
        }
        if (result instanceof NotAmqp other) {
            return Step.end(CheckStatus.L7RSP, other.reason());
        }
        if (end && result instanceof NeedMore) {
            return Step.end(
                    CheckStatus.L7RSP,
                    length == 0
                            ? "closed without an answer to the AMQP header"
                            : "closed in the middle of connection.start");
        }
        return Step.await();
    }

    private Step judge(Start start) {
        if (start.versionMajor() != 0 || start.versionMinor() != 9) {
            return Step.end(
                    CheckStatus.L7RSP,
                    "connection.start of AMQP " + start.versionMajor() + "-" + start.versionMinor() + ", expected 0-9");
        }
        Map<String, Object> properties = start.serverProperties();
        String cluster = property(properties, "cluster_name");
        if (clusterName.isPresent() && !clusterName.get().equals(cluster)) {
            String found = cluster.isEmpty() ? "no cluster name" : "cluster " + cluster;
            return Step.end(CheckStatus.L7STS, found + ", expected " + clusterName.get());
        }
        String product = property(properties, "product");
        String version = property(properties, "version");
        String name = ((product.isEmpty() ? "AMQP broker" : product) + " " + version).trim();
        return Step.end(CheckStatus.L7OK, cluster.isEmpty() ? name : name + ", cluster " + cluster);
    }

    /** Printable text of a property, cut to a length fit for a log line: the peer wrote it. */
    private static String property(Map<String, Object> properties, String key) {
        Object value = properties.get(key);
        String text = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", "?");
        return text.length() <= 128 ? text : text.substring(0, 128);
    }

    @Override
    public String position() {
        return connected ? "waiting for connection.start" : "";
    }
}
