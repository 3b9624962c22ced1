package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.wire.FieldTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A login as a client sent it: mechanisms PLAIN (RFC 4616) and AMQPLAIN (specification, "a table with LOGIN and
 * PASSWORD"). Never printed.
 */
final class Credentials {
    /** What connection.start offers. */
    static final String MECHANISMS = "PLAIN AMQPLAIN";

    private final String user;
    private final String password;

    private Credentials(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** Reads a SASL response; empty when mechanism or response make no sense. */
    static Optional<Credentials> read(String mechanism, byte[] response) {
        return switch (mechanism) {
            case "PLAIN" -> plain(response);
            case "AMQPLAIN" -> amqplain(response);
            default -> Optional.empty();
        };
    }

    private static Optional<Credentials> plain(byte[] response) {
        List<String> parts = List.of(new String(response, StandardCharsets.UTF_8).split("\0", -1));
        return parts.size() == 3 ? Optional.of(new Credentials(parts.get(1), parts.get(2))) : Optional.empty();
    }

    private static Optional<Credentials> amqplain(byte[] response) {
        // The response is a table's entries without the table's length.
        ByteBuf length = Unpooled.copyInt(response.length);
        try {
            Map<String, Object> table =
                    FieldTable.read(Unpooled.wrappedBuffer(length, Unpooled.wrappedBuffer(response)));
            return table.get("LOGIN") instanceof String login && table.get("PASSWORD") instanceof String password
                    ? Optional.of(new Credentials(login, password))
                    : Optional.empty();
        } catch (AmqpException e) {
            return Optional.empty();
        }
    }

    /** The login name. */
    String user() {
        return user;
    }

    /** Whether it is in the list, in time that does not depend on where a wrong password differs. */
    boolean match(Map<String, String> users) {
        String expected = users.get(user);
        // An unknown user costs the same comparison, so that names cannot be found out by timing.
        boolean same = MessageDigest.isEqual(digest(password), digest(expected == null ? "" : expected));
        return same && expected != null;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
