package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class SocketErrorsTest {

    @Test
    void bothTransportsEndInTheSameWords() {
        assertThat(SocketErrors.text(new ConnectException("Connection refused: /127.0.0.1:5672")))
                .isEqualTo("Connection refused");
        assertThat(SocketErrors.text(
                        new ConnectException("finishConnect(..) failed: Connection refused: /127.0.0.1:5672")))
                .isEqualTo("Connection refused");
        assertThat(SocketErrors.text(new SocketException("Connection reset"))).isEqualTo("Connection reset by peer");
        assertThat(SocketErrors.text(new IOException("recvAddress(..) failed: Connection reset by peer")))
                .isEqualTo("Connection reset by peer");
    }

    @Test
    void theCauseIsWhatCounts() {
        IOException wrapped = new IOException("Failed to open a socket.", new IOException("Too many open files"));
        assertThat(SocketErrors.text(wrapped)).isEqualTo("Too many open files");
        assertThat(SocketErrors.text(new IOException("something new"))).isEqualTo("something new");
        assertThat(SocketErrors.text(new IOException())).isEqualTo("IOException");
    }

    @Test
    void theServersFaultIsToldFromOurs() {
        assertThat(SocketErrors.connectStatus(new ConnectException("Connection refused")))
                .isEqualTo(CheckStatus.L4CON);
        assertThat(SocketErrors.connectStatus(new NoRouteToHostException("No route to host")))
                .isEqualTo(CheckStatus.L4CON);
        assertThat(SocketErrors.connectStatus(new BindException("Address already in use")))
                .isEqualTo(CheckStatus.SOCKERR);
        assertThat(SocketErrors.connectStatus(
                        new ConnectException("connect(..) failed: Cannot assign requested address: /10.0.0.1:1")))
                .isEqualTo(CheckStatus.SOCKERR);
    }
}
