package haproxyj.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HttpExchangeTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length: 12\r\n\r\n";

    @Test
    void theLengthIsKnownOnceTheHeadIsWhole() throws IOException {
        assertThat(HttpExchange.length(HEAD.substring(0, HEAD.length() - 1))).isEmpty();
        assertThat(HttpExchange.length(HEAD)).hasValue(HEAD.length() + 12);
        assertThat(HttpExchange.length(HEAD + "abc")).hasValue(HEAD.length() + 12);
    }

    @Test
    void otherAnswersAreErrors() {
        assertThatThrownBy(() -> HttpExchange.length("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"))
                .hasMessageContaining("502");
        assertThatThrownBy(() -> HttpExchange.length("HTTP/1.1 200 OK\r\n\r\n")).isInstanceOf(IOException.class);
    }
}
