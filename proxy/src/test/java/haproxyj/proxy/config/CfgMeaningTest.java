package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What HAProxy's language says is what the same words say in YAML. */
class CfgMeaningTest {

    private static final String LIMITS = "timeout connect 1s\ntimeout client 1h\ntimeout server 1h\n";
    private static final String YAML_LIMITS = "timeout: {connect: 1s, client: 1h, server: 1h}";

    private static Config cfg(String text) {
        ConfigResult result = Reading.of(new ConfigSource("h.cfg", text));
        assertThat(result.errors()).isEmpty();
        return result.config().orElseThrow();
    }

    private static void same(String cfg, String yaml) {
        assertThat(cfg(cfg)).isEqualTo(Reading.good(yaml));
    }

    @Test
    void theClassicExample() {
        same("""
                defaults
                  timeout connect 5000
                  timeout client 3h
                  timeout server 3h
                listen rabbit_cluster
                  bind *:5672
                  mode tcp
                  balance roundrobin
                  server rb1 10.0.0.1:5672 check inter 5000 rise 2 fall 3
                  server rb2 10.0.0.2:5672 check inter 5000 rise 2 fall 3 backup
                """, """
                defaults: {timeout: {connect: 5s, client: 3h, server: 3h}}
                listen:
                  rabbit_cluster:
                    bind: 0.0.0.0:5672
                    balance: roundrobin
                    server:
                      rb1: {address: 10.0.0.1:5672, check: true, inter: 5s, rise: 2, fall: 3}
                      rb2: {address: 10.0.0.2:5672, check: true, inter: 5s, rise: 2, fall: 3, backup: true}
                """);
    }

    @Test
    void addressesOfABind() {
        same("listen l\n" + LIMITS + """
                bind :1001,*:1002,127.0.0.1:1003
                bind ::1:1004 accept-proxy backlog 9
                bind :::1005 v6only shards by-thread
                bind ipv6@:1006 v4v6 shards acceptor
                server a ::1:80
                server b "${RB1}:80"
                server c unix@/run/c.sock
                """, """
                listen:
                  l:
                    bind:
                      - 0.0.0.0:1001
                      - 0.0.0.0:1002
                      - 127.0.0.1:1003
                      - {address: "[::1]:1004", accept-proxy: true, backlog: 9}
                      - {address: "[::]:1005", v6only: true, shards: by-thread}
                      - {address: "[::]:1006", v6only: false, shards: acceptor}
                    server: {a: "[::1]:80", b: 10.0.0.1:80, c: unix@/run/c.sock}
                """ + "    " + YAML_LIMITS);
    }

    @Test
    void aDefaultsSectionHoldsUntilTheNextOneAndBelowItOnly() {
        same(
                "listen first\n bind :1001\n server a 10.0.0.1:80\n" + LIMITS + """
                defaults one
                retries 7
                balance leastconn
                option srvtcpka
                default-server weight 5 rise 6
                """ + LIMITS + """
                backend second
                  option redispatch
                  timeout server 2h
                  default-server weight 8
                  server a 10.0.0.1:80 check
                defaults
                  retries 9
                """ + LIMITS + """
                listen third
                  bind :1003
                  server a 10.0.0.1:80
                listen fourth from one
                  bind :1004
                  no option srvtcpka
                  server a 10.0.0.1:80
                """,
                """
                backend:
                  second:
                    retries: 7
                    balance: leastconn
                    option: {srvtcpka: true, redispatch: true}
                    timeout: {connect: 1s, server: 2h}
                    default-server: {weight: 8, rise: 6}
                    server: {a: {address: 10.0.0.1:80, check: true}}
                listen:
                  first: {bind: ":1001", server: {a: 10.0.0.1:80}, LIMITS}
                  third: {bind: ":1003", retries: 9, server: {a: 10.0.0.1:80}, LIMITS}
                  fourth:
                    bind: ":1004"
                    retries: 7
                    balance: leastconn
                    server: {a: {address: 10.0.0.1:80, weight: 5}}
                    LIMITS
                """.replace("LIMITS", YAML_LIMITS));
    }

    @Test
    void aDefaultServerHoldsForTheLinesBelowIt() {
        same("listen l\nbind :1001\n" + LIMITS + """
                server a 10.0.0.1:80
                default-server check inter 3s
                server b 10.0.0.1:81
                default-server rise 9
                server c 10.0.0.1:82 inter 4s
                server d 10.0.0.1:83 no-check
                """, """
                listen:
                  l:
                    bind: :1001
                    server:
                      a: 10.0.0.1:80
                      b: {address: 10.0.0.1:81, check: true, inter: 3s}
                      c: {address: 10.0.0.1:82, check: true, inter: 4s, rise: 9}
                      d: {address: 10.0.0.1:83, check: false}
                """ + "    " + YAML_LIMITS);
    }

    @Test
    void checkSteps() {
        same("listen l\nbind :1001\n" + LIMITS + """
                option tcp-check
                tcp-check connect
                tcp-check comment later
                tcp-check send PING\\r\\n comment now
                tcp-check expect min-recv 4 string "PO NG"
                tcp-check expect ! rstring ^a.*b$
                tcp-check send \\xff\\x00
                tcp-check expect comment x !binary 0a0b
                server a 10.0.0.1:80 check
                """, """
                listen:
                  l:
                    bind: :1001
                    option: [tcp-check]
                    tcp-check:
                      - {send: "PING\\r\\n", comment: now}
                      - {expect: PO NG, min-recv: 4, comment: later}
                      - {not-rexpect: ^a.*b$, comment: later}
                      - {send-binary: ff00, comment: later}
                      - {not-expect-binary: 0a0b, comment: x}
                    server: {a: {address: 10.0.0.1:80, check: true}}
                """ + "    " + YAML_LIMITS);
    }

    @Test
    void globalAndOptionsWithValues() {
        same(
                "global\nmaxconn 10\nstats 127.0.0.1:8404\nglobal\nnbthread 2\nlisten l\nbind :1001\n" + LIMITS + """
                option redispatch 3
                option fall-through
                option amqp-check cluster_name rabbit@one
                no option splice-auto
                server a 10.0.0.1:80
                """,
                """
                global: {maxconn: 10, threads: 2, stats: 127.0.0.1:8404}
                listen:
                  l:
                    bind: :1001
                    option: {redispatch: 3, fall-through: true, amqp-check: {cluster_name: rabbit@one}, splice-auto: false}
                    server: {a: 10.0.0.1:80}
                """ + "    " + YAML_LIMITS);
    }

    @Test
    void severalFilesOfBothLanguagesAreOne() {
        ConfigResult result = Reading.of(
                new ConfigSource("a.cfg", "defaults\n" + LIMITS),
                new ConfigSource(
                        "b.yml", "backend: {b: {server: {s: 127.0.0.1:81}}}\nbroker: {rb: {bind: 127.0.0.1:81}}"),
                new ConfigSource("c", "# by its first word\nfrontend f\nbind 127.0.0.1:80\ndefault_backend b\n"));
        assertThat(Reading.lines(result)).isEmpty();
        Config config = result.config().orElseThrow();
        assertThat(config.frontends().get(0).timeouts().client()).isPresent();
        assertThat(config.backends().get(0).timeouts().server()).isPresent();
        assertThat(config.brokers()).hasSize(1);
    }

    @Test
    void convertedTextIsAsAPersonWouldWriteIt() {
        ConfigSource source = new ConfigSource("h.cfg", "global\nmaxconn 10\nlisten l\n" + LIMITS + """
                bind :1001
                option redispatch
                option clitcpka
                server a 10.0.0.1:80 check inter 5000
                server b 10.0.0.2:80
                """);
        assertThat(Converter.yaml(List.of(source), Reading.ENVIRONMENT)).isEqualTo("""
                # Written by haproxy-j convert from h.cfg.
                # Comments are not taken over. Every key is explained in docs/configuration.md.

                global:
                  maxconn: 10

                listen:
                  l:
                    timeout: {connect: 1s, client: 1h, server: 1h}
                    bind: ":1001"
                    option: [redispatch, clitcpka]
                    server:
                      a: {address: 10.0.0.1:80, check: true, inter: 5000}
                      b: 10.0.0.2:80
                """);
    }
}
