package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected lines are what HAProxy 2.6.12 printed for such connections. */
class TcpLogFormatTest {

    private static final long ACCEPT = Instant.parse("2026-11-22T18:41:50.123Z").toEpochMilli();

    private final TcpLogFormat utc = new TcpLogFormat(ZoneOffset.UTC);

    @Test
    void printsAnOrdinaryConnection() {
        assertThat(line(utc, session("127.0.0.1", ACCEPT, 0, 1, 5007, 212, "--", 0, false)))
                .isEqualTo("127.0.0.1:51314 [22/Nov/2026:18:41:50.123] rabbit_cluster rabbit_cluster/rb1"
                        + " 0/1/5007 212 -- 1/2/3/4/0 5/6\n");
    }

    @Test
    void marksARedispatchAndPrintsTimersThatNeverRanAsMinusOne() {
        assertThat(line(utc, session("::1", ACCEPT, 1, -1, 0, 0, "SC", 3, true)))
                .isEqualTo("::1:51314 [22/Nov/2026:18:41:50.123] rabbit_cluster rabbit_cluster/rb1"
                        + " 1/-1/0 0 SC 1/2/3/4/+3 5/6\n");
        assertThat(line(utc, session("::1", ACCEPT, -1, -1, 0, 0, "PC", 0, false)))
                .contains(" -1/-1/0 0 PC 1/2/3/4/0 ");
    }

    @Test
    void writesTheDateInTheGivenZoneAlsoWhenItsOffsetChanges() {
        TcpLogFormat berlin = new TcpLogFormat(ZoneId.of("Europe/Berlin"));
        assertThat(date(berlin, "2026-10-25T00:59:59.999Z")).isEqualTo("[25/Oct/2026:02:59:59.999]");
        assertThat(date(berlin, "2026-10-25T01:00:00.000Z")).isEqualTo("[25/Oct/2026:02:00:00.000]");
        assertThat(date(berlin, "2026-10-25T00:59:59.007Z")).isEqualTo("[25/Oct/2026:02:59:59.007]");
    }

    @Test
    void namesEveryMonthAsHaproxyDoes() {
        StringBuilder months = new StringBuilder();
        for (int month = 1; month <= 12; month++) {
            String when = "2026-%02d-03T04:05:06.078Z".formatted(month);
            months.append(date(utc, when), 4, 7);
            assertThat(date(utc, when)).startsWith("[03/").endsWith("/2026:04:05:06.078]");
        }
        assertThat(months).hasToString("JanFebMarAprMayJunJulAugSepOctNovDec");
    }

    @ParameterizedTest
    @CsvSource({
        "::, :::1",
        "::1, ::1:1",
        "1::, 1:::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1:1",
        "fe80:0:0:0:a:b:c:0, fe80::a:b:c:0:1",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6:::1",
        "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8:1",
        "0:0:0:0:0:0:102:304, ::1.2.3.4:1",
        "0:0:0:0:0:ffff:102:304, 1.2.3.4:1",
        "255.0.10.1, 255.0.10.1:1"
    })
    void shortensAddressesAsInetNtopDoes(String address, String expected) throws UnknownHostException {
        StringBuilder text = new StringBuilder("before ");
        AddressText.append(text, new InetSocketAddress(InetAddress.getByName(address), 1));
        assertThat(text).hasToString("before " + expected);
    }

    @Test
    void printsANameThatWasNeverResolved() {
        StringBuilder text = new StringBuilder();
        AddressText.append(text, InetSocketAddress.createUnresolved("client.example", 7));
        assertThat(text).hasToString("client.example:7");
    }

    static SessionRecord session(
            String client,
            long accept,
            long queue,
            long connect,
            long total,
            long bytes,
            String end,
            int retries,
            boolean redispatched) {
        return new SessionRecord(
                new InetSocketAddress(client, 51314),
                accept,
                "rabbit_cluster",
                "rabbit_cluster",
                "rb1",
                queue,
                connect,
                total,
                bytes,
                77,
                end,
                1,
                2,
                3,
                4,
                retries,
                redispatched,
                5,
                6);
    }

    private static String line(TcpLogFormat format, SessionRecord session) {
        StringBuilder to = new StringBuilder();
        format.append(to, session);
        return to.toString();
    }

    private static String date(TcpLogFormat format, String instant) {
        StringBuilder to = new StringBuilder();
        format.appendDate(to, Instant.parse(instant).toEpochMilli());
        return to.toString();
    }
}
