package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as they are written in a configuration; the log's form is tested with the log's format. */
class AddressTextTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1:5672", "::1,[::1]:5672", "fe80:0:0:0:1:0:0:2,[fe80::1:0:0:2]:5672"})
    void showsAddressAndPort(String host, String expected) {
        assertThat(AddressText.of(new InetSocketAddress(host, 5672))).isEqualTo(expected);
    }

    @Test
    void showsAPathAndAnUnresolvedName() {
        assertThat(AddressText.of(UnixDomainSocketAddress.of("/run/a.sock"))).isEqualTo("/run/a.sock");
        assertThat(AddressText.of(InetSocketAddress.createUnresolved("rb1", 5672)))
                .isEqualTo("rb1:5672");
    }
}
