package haproxyj.proxy.check;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** connection.start written octet by octet from the specification, apart from the codec under test. */
final class Greeting {
    private Greeting() {}

    static byte[] rabbit(String version, String cluster) {
        try {
            ByteArrayOutputStream table = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(table);
            field(fields, "product", "RabbitMQ");
            field(fields, "version", version);
            field(fields, "cluster_name", cluster);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream method = new DataOutputStream(body);
            method.writeShort(10);
            method.writeShort(10);
            method.writeByte(0);
            method.writeByte(9);
            method.writeInt(table.size());
            method.write(table.toByteArray());
            longString(method, "PLAIN AMQPLAIN");
            longString(method, "en_US");
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(frame);
            out.writeByte(1);
            out.writeShort(0);
            out.writeInt(body.size());
            out.write(body.toByteArray());
            out.writeByte(0xCE);
            return frame.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void field(DataOutputStream out, String name, String value) throws IOException {
        out.writeByte(name.length());
        out.write(name.getBytes(StandardCharsets.US_ASCII));
        out.writeByte('S');
        longString(out, value);
    }

    private static void longString(DataOutputStream out, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
