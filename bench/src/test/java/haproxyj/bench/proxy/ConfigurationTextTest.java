package haproxyj.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both languages say the same. */
class ConfigurationTextTest {
    private static ProxySpec spec() {
        Map<String, Integer> timeouts = new LinkedHashMap<>();
        timeouts.put("connect", 500);
        timeouts.put("client-fin", 250);
        Map<String, String> keywords = new LinkedHashMap<>();
        keywords.put("check", "");
        keywords.put("inter", "300ms");
        return new ProxySpec(
                2,
                List.of(new ProxySpec.Listen(
                        "warren",
                        5672,
                        timeouts,
                        1,
                        List.of("amqp-check"),
                        List.of(new ProxySpec.Server("rb1", 5673, keywords)))));
    }

    @Test
    void haproxyCfg() {
        assertThat(HaproxyCfg.write(spec(), 1514)).isEqualTo("""
                        global
                          log 127.0.0.1:1514 local0
                          maxconn 8000
                          nbthread 2
                        defaults
                          mode tcp
                          log global
                          option tcplog
                        listen warren
                          bind 127.0.0.1:5672
                          timeout connect 500ms
                          timeout client-fin 250ms
                          retries 1
                          option tcp-check
                          tcp-check connect
                          tcp-check send-binary 414d515000000901
                          tcp-check expect rbinary ^010000
                          server rb1 127.0.0.1:5673 check inter 300ms
                        """);
    }

    @Test
    void yaml() {
        assertThat(ClusterYaml.write(spec())).isEqualTo("""
                        global:
                          threads: 2
                          maxconn: 8000
                        listen:
                          warren:
                            bind: 127.0.0.1:5672
                            mode: tcp
                            timeout: {connect: 500ms, client-fin: 250ms}
                            retries: 1
                            option: {tcplog: true, amqp-check: true}
                            server:
                              rb1: {address: 127.0.0.1:5673, check: true, inter: 300ms}
                        """);
    }
}
