package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.BrokerConfig;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.FrameType;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * From the protocol header to connection.open-ok (specification 1.4, RabbitMQ's limits and texts).
 *
 * <p>Threading: pure; belongs to one connection's event loop.
 */
final class Handshake {
    /** Where the conversation stands. */
    enum State {
        /** Nothing received yet. */
        HEADER,
        /** connection.start is out, start-ok is awaited. */
        START,
        /** connection.tune is out, tune-ok is awaited. */
        TUNE,
        /** Limits are agreed, connection.open is awaited. */
        OPEN,
        /** The connection is open; the handshake is over. */
        RUNNING,
        /** The login was refused; nothing more is listened to. */
        REFUSED
    }

    /** What the machine does to the world. */
    interface Effects {
        /** Sends a method on channel 0. */
        void send(Method method);

        /** Limits are agreed. A heartbeat of 0 means none. */
        void tuned(int frameMax, int channelMax, int heartbeatSeconds);

        /** The connection is open. */
        void opened(String virtualHost);

        /** The login failed: told to the peer if it can take it, else silence and a closed socket. */
        void loginRefused(boolean tell, AmqpException reason);
    }

    private final BrokerConfig config;
    private final Map<String, Object> serverProperties;
    private final boolean loopback;
    private final Effects effects;
    private State state = State.HEADER;
    private String user = "";
    private Map<String, Object> clientCapabilities = Map.of();

    Handshake(BrokerConfig config, Map<String, Object> serverProperties, boolean loopback, Effects effects) {
        this.config = config;
        this.serverProperties = serverProperties;
        this.loopback = loopback;
        this.effects = effects;
    }

    State state() {
        return state;
    }

    /** The login name, empty before a successful login. */
    String user() {
        return user;
    }

    /** Whether the client announced a capability. */
    boolean clientCan(String capability) {
        return Boolean.TRUE.equals(clientCapabilities.get(capability));
    }

    void onProtocolHeader() {
        byte[] mechanisms = Credentials.MECHANISMS.getBytes(StandardCharsets.US_ASCII);
        byte[] locales = "en_US".getBytes(StandardCharsets.US_ASCII);
        effects.send(Method.of(MethodSpec.CONNECTION_START, 0, 9, serverProperties, mechanisms, locales));
        state = State.START;
    }

    void onMethod(Method method) throws AmqpException {
        if (state == State.START && method.spec() == MethodSpec.CONNECTION_START_OK) {
            onStartOk(method);
        } else if (state == State.TUNE && method.spec() == MethodSpec.CONNECTION_TUNE_OK) {
            onTuneOk(method);
        } else if (state == State.OPEN && method.spec() == MethodSpec.CONNECTION_OPEN) {
            onOpen(method);
        } else if (state != State.REFUSED) {
            throw new AmqpException(
                    ReplyCode.COMMAND_INVALID, method.spec().label() + " is out of place in the handshake");
        }
    }

    @SuppressWarnings("unchecked")
    private void onStartOk(Method method) {
        if (method.table("client-properties").get("capabilities") instanceof Map<?, ?> capabilities) {
            clientCapabilities = (Map<String, Object>) capabilities;
        }
        String mechanism = method.text("mechanism");
        Optional<Credentials> login = Credentials.read(mechanism, method.octets("response"))
                .filter(credentials -> credentials.match(config.users()))
                .filter(credentials -> loopback || !config.loopbackUsers().contains(credentials.user()));
        if (login.isEmpty()) {
            state = State.REFUSED;
            effects.loginRefused(
                    clientCan("authentication_failure_close"),
                    new AmqpException(
                            ReplyCode.ACCESS_REFUSED,
                            "Login was refused using authentication mechanism " + mechanism
                                    + ". For details see the broker logfile."));
            return;
        }
        user = login.get().user();
        effects.send(Method.of(
                MethodSpec.CONNECTION_TUNE,
                config.channelMax(),
                config.frameMax(),
                config.heartbeat().toSeconds()));
        state = State.TUNE;
    }

    private void onTuneOk(Method method) throws AmqpException {
        long frameMax = method.number("frame-max");
        int channelMax = (int) method.number("channel-max");
        if (frameMax != 0 && frameMax < FrameType.MIN_SIZE) {
            throw new AmqpException(
                    ReplyCode.NOT_ALLOWED,
                    "negotiated frame_max = " + frameMax + " is lower than the minimum allowed value ("
                            + FrameType.MIN_SIZE + ")");
        }
        upTo("frame_max", frameMax, config.frameMax());
        upTo("channel_max", channelMax, config.channelMax());
        state = State.OPEN;
        effects.tuned((int) frameMax, channelMax, (int) method.number("heartbeat"));
    }

    private static void upTo(String name, long value, int limit) throws AmqpException {
        if (value == 0 || value > limit) {
            throw new AmqpException(
                    ReplyCode.NOT_ALLOWED,
                    "negotiated " + name + " = " + value + (value == 0 ? " (no limit)" : "")
                            + " is higher than the maximum allowed value (" + limit + ")");
        }
    }

    private void onOpen(Method method) throws AmqpException {
        String name = method.text("virtual-host");
        if (!config.virtualHosts().contains(name)) {
            throw new AmqpException(ReplyCode.NOT_ALLOWED, "vhost " + name + " not found");
        }
        state = State.RUNNING;
        effects.opened(name);
    }
}
