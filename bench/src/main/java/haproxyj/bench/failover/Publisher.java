package haproxyj.bench.failover;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.Recoverable;
import com.rabbitmq.client.RecoveryListener;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The RabbitMQ Java client with automatic recovery: persistent, mandatory messages of 1 KB to a durable queue with confirms,
 * as fast as 200 unconfirmed ones allow; a consumer with automatic acknowledgement keeps the queue short. Publishes on a
 * thread of its own; thread-safe.
 */
final class Publisher implements AutoCloseable {
    /** {@code networkRecoveryInterval} of the client, milliseconds; stated with every result. */
    static final int RECOVERY_INTERVAL_MILLIS = 100;

    /** Messages on their way. */
    static final int UNCONFIRMED = 200;

    private static final int BODY = 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final String QUEUE = "bench.failover";

    /**
     * What became of the messages.
     *
     * @param confirmed by basic.ack
     * @param unconfirmed on their way when their connection ended: maybe stored, maybe not
     * @param rejected by basic.nack
     * @param returned by basic.return
     */
    record Tally(long confirmed, long unconfirmed, long rejected, long returned) {}

    private final Connection connection;
    private final Channel channel;
    private final Thread thread = new Thread(this::publish, "publisher");
    private final NavigableMap<Long, Boolean> outstanding = new TreeMap<>();
    private String broker;
    private boolean connected = true;
    private boolean stopping;
    private long confirmed;
    private long unconfirmed;
    private long rejected;
    private long returned;
    private OptionalLong recovered = OptionalLong.empty();
    private OptionalLong firstConfirm = OptionalLong.empty();

    private Publisher(Connection connection) throws IOException {
        this.connection = connection;
        this.channel = connection.createChannel();
        this.broker = name();
    }

    /** Connects through the proxy and starts to publish. */
    static Publisher start(int port) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(true);
        factory.setTopologyRecoveryEnabled(true);
        factory.setNetworkRecoveryInterval(RECOVERY_INTERVAL_MILLIS);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        Publisher publisher = new Publisher(factory.newConnection("bench failover"));
        publisher.prepare();
        publisher.thread.setDaemon(true);
        publisher.thread.start();
        return publisher;
    }

    private void prepare() throws IOException {
        channel.queueDeclare(QUEUE, true, false, false, Map.of());
        channel.confirmSelect();
        channel.addConfirmListener(
                (tag, multiple) -> settled(tag, multiple, true), (tag, multiple) -> settled(tag, multiple, false));
        channel.addReturnListener(message -> returned());
        connection.createChannel().basicConsume(QUEUE, true, (tag, message) -> {}, tag -> {});
        connection.addShutdownListener(cause -> lost());
        ((Recoverable) connection).addRecoveryListener(new RecoveryListener() {
            @Override
            public void handleRecovery(Recoverable recoverable) {
                recovered();
            }

            @Override
            public void handleRecoveryStarted(Recoverable recoverable) {
                // Only the end of a recovery lets messages flow again.
            }
        });
    }

    private String name() {
        Object cluster = connection.getServerProperties().get("cluster_name");
        return String.valueOf(cluster).replaceFirst("@.*", "");
    }

    private void publish() {
        byte[] body = new byte[BODY];
        while (awaitTurn()) {
            publish(body);
        }
    }

    /** Number, publish and loss are one step: a recovery in between would tear them apart. */
    private synchronized void publish(byte[] body) {
        if (!connected || stopping) {
            return;
        }
        try {
            outstanding.put(channel.getNextPublishSeqNo(), true);
            channel.basicPublish("", QUEUE, true, MessageProperties.PERSISTENT_BASIC, body);
        } catch (IOException | AlreadyClosedException e) {
            lost();
        }
    }

    private synchronized boolean awaitTurn() {
        try {
            while (!stopping && (!connected || outstanding.size() >= UNCONFIRMED)) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !stopping;
    }

    private synchronized void settled(long tag, boolean multiple, boolean acknowledged) {
        int before = outstanding.size();
        if (multiple) {
            outstanding.headMap(tag, true).clear();
        } else {
            outstanding.remove(tag);
        }
        int count = before - outstanding.size();
        if (acknowledged) {
            confirmed += count;
            if (recovered.isPresent() && firstConfirm.isEmpty()) {
                firstConfirm = OptionalLong.of(System.nanoTime());
            }
        } else {
            rejected += count;
        }
        notifyAll();
    }

    private synchronized void returned() {
        returned++;
    }

    private synchronized void lost() {
        connected = false;
        unconfirmed += outstanding.size();
        outstanding.clear();
    }

    private synchronized void recovered() {
        broker = name();
        recovered = OptionalLong.of(System.nanoTime());
        firstConfirm = OptionalLong.empty();
        connected = true;
        notifyAll();
    }

    /** Which broker the client is connected to, or was last. */
    synchronized String broker() {
        return broker;
    }

    /** When the client last finished a recovery, {@link System#nanoTime}. */
    synchronized OptionalLong recoveredNanos() {
        return recovered;
    }

    /** When the first confirm after the last recovery came. */
    synchronized OptionalLong firstConfirmNanos() {
        return firstConfirm;
    }

    /** Stops publishing, waits at most a second for the last confirms, and counts. */
    synchronized Tally stop() throws InterruptedException {
        stopping = true;
        notifyAll();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!outstanding.isEmpty() && System.nanoTime() < deadline) {
            wait(50);
        }
        return new Tally(confirmed, unconfirmed + outstanding.size(), rejected, returned);
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        connection.abort(CONNECT_MILLIS);
        thread.join(CONNECT_MILLIS);
    }
}
