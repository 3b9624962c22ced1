package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.session.ConnectFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;

/** The exceptions that Netty and the JDK make of an error of connect(2). */
class ConnectErrorsTest {
    private static ConnectFailure of(Throwable cause) {
        return ConnectErrors.failure(cause);
    }

    @Test
    void theServer() {
        assertThat(of(new ConnectException("connect(..) failed: Connection refused")))
                .isEqualTo(ConnectFailure.REFUSED);
        assertThat(of(new ConnectException("finishConnect(..) failed: Connection timed out")))
                .isEqualTo(ConnectFailure.TIMEOUT);
        assertThat(of(new NoRouteToHostException())).isEqualTo(ConnectFailure.UNREACHABLE);
        assertThat(of(new FileNotFoundException())).isEqualTo(ConnectFailure.UNREACHABLE);
        assertThat(of(new ConnectException("connect(..) failed: Permission denied")))
                .isEqualTo(ConnectFailure.UNREACHABLE);
    }

    @Test
    void ourselves() {
        assertThat(of(new IOException("newSocketStream(..) failed: Too many open files")))
                .isEqualTo(ConnectFailure.RESOURCES);
        assertThat(of(new ConnectException("connect(..) failed: Cannot assign requested address")))
                .isEqualTo(ConnectFailure.RESOURCES);
        assertThat(of(new BindException("Cannot assign requested address"))).isEqualTo(ConnectFailure.RESOURCES);
        assertThat(of(new ConnectException("connect(..) failed: No buffer space available")))
                .isEqualTo(ConnectFailure.RESOURCES);
        assertThat(of(new ConnectException("connect(..) failed: Resource temporarily unavailable")))
                .isEqualTo(ConnectFailure.RESOURCES);
    }
}
