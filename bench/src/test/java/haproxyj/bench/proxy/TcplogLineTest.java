package haproxyj.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TcplogLineTest {
    private static final String NORMAL =
            "127.0.0.1:40112 [22/Nov/2026:19:09:40.123] warren warren/rb1 0/1/2503 4096 -- 3/2/1/0/0 0/0";

    @Test
    void readsEveryFieldOfALine() {
        assertThat(TcplogLine.parse(NORMAL))
                .contains(new TcplogLine(40112, "warren", "warren", "rb1", 0, 1, 2503, 4096, "--", 0, false));
    }

    @Test
    void skipsTheSyslogHeader() {
        assertThat(TcplogLine.parse("<134>Nov 22 19:09:40 haproxy[811]: " + NORMAL))
                .isEqualTo(TcplogLine.parse(NORMAL));
    }

    @Test
    void readsConnectionsThatNeverReachedAServer() {
        TcplogLine line = TcplogLine.parse(
                        "::1:5000 [22/Nov/2026:19:09:40.123] fe be/<NOSRV> -1/-1/501 0 sQ 1/1/0/0/0 0/1")
                .orElseThrow();
        assertThat(line.clientPort()).isEqualTo(5000);
        assertThat(line.server()).isEqualTo("<NOSRV>");
        assertThat(line.queueMillis()).isEqualTo(-1);
        assertThat(line.connectMillis()).isEqualTo(-1);
        assertThat(line.termination()).isEqualTo("sQ");
    }

    @Test
    void aPlusBeforeRetriesIsARedispatch() {
        TcplogLine line =
                TcplogLine.parse(NORMAL.replace("3/2/1/0/0", "3/2/1/0/+2")).orElseThrow();
        assertThat(line.retries()).isEqualTo(2);
        assertThat(line.redispatched()).isTrue();
    }

    @Test
    void aPlusBeforeTotalsComesFromLogasap() {
        TcplogLine line =
                TcplogLine.parse(NORMAL.replace("2503 4096", "+2503 +4096")).orElseThrow();
        assertThat(line.totalMillis()).isEqualTo(2503);
        assertThat(line.bytesRead()).isEqualTo(4096);
    }

    @Test
    void otherLinesAreNoAccessLog() {
        assertThat(TcplogLine.parse("haproxy-j ready in 412 ms")).isEmpty();
        assertThat(TcplogLine.parse("Server warren/rb1 is DOWN, reason: Layer4 connection problem"))
                .isEmpty();
        assertThat(TcplogLine.parse(NORMAL.substring(0, NORMAL.length() - 4))).isEmpty();
    }
}
