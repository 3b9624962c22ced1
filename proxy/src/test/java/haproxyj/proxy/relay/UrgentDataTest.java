package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A read stops at TCP's urgent mark (tcp(7)): that it was short does not mean that the socket is empty. */
class UrgentDataTest {
    private static void say(SocketChannel to, String text) throws Exception {
        to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What arrives around the urgent octet, which itself is not relayed. */
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void whatFollowsAnUrgentOctetArrives(Carrier kind) throws Exception {
        try (Line line = new Line(kind)) {
            for (int round = 0; round < 20; round++) {
                try (Line.Pair pair = line.pair()) {
                    if (round % 2 == 0) {
                        say(pair.client(), "-");
                        assertThat(pair.server().read(ByteBuffer.allocate(1))).isEqualTo(1);
                    }
                    say(pair.client(), "before");
                    pair.client().socket().sendUrgentData('!');
                    say(pair.client(), "behind");
                    pair.client().shutdownOutput();
                    assertThat(all(pair.server())).isEqualTo("beforebehind");
                }
            }
        }
    }

    private static String all(SocketChannel from) throws Exception {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(100);
        while (from.read(in.clear()) >= 0) {
            seen.write(in.array(), 0, in.position());
        }
        return seen.toString(StandardCharsets.US_ASCII);
    }
}
