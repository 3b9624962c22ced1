package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of HAProxy's language beside the installed HAProxy: what HAProxy accepts of what is supported, is accepted. */
class CfgAgainstHaproxyIT {

    private static final int ROUNDS = Integer.getInteger("haproxyj.rounds", 60);

    private static final String[] GLOBAL = {
        "maxconn 100", "nbthread 2", "spread-checks 5", "hard-stop-after 10s", "nosplice", "maxpipes 10",
        "tune.pipesize 65536", "log 127.0.0.1:514 local0", "daemon", "chroot /tmp", "user root", "group root",
        "stats timeout 10s", "tune.bufsize 32768", "description x", "pidfile /tmp/x.pid", "no busy-polling",
                "ulimit-n 5000"
    };
    private static final String[] FRONT = {
        "timeout client 10s",
        "timeout client-fin 1s",
        "timeout tunnel 1h",
        "maxconn 10",
        "option tcplog",
        "no log",
        "option dontlognull",
        "no option dontlognull",
        "option clitcpka",
        "clitcpka-cnt 3",
        "clitcpka-idle 10",
        "clitcpka-intvl 5s",
        "option splice-auto",
        "no option splice-request",
        "option tcpka",
        "option logasap",
        "bind 127.0.0.1:1000-1001",
        "bind :::9995",
        "bind [::1]:9994 v6only",
        "bind ipv4@127.0.0.1:9993",
        "bind :9992,:9991",
        "bind *:9990 accept-proxy backlog 10 name n shards by-thread",
        "bind 127.0.0.1:9989 shards 1 id 9 defer-accept",
        "timeout client 24d",
        "timeout client 0",
        "timeout client 2500000us",
        "description \"a b\"",
        "log global",
        "mode tcp"
    };
    private static final String[] BACK = {
        "timeout connect 5s",
        "timeout server 1000",
        "timeout server-fin 1m",
        "timeout queue 3s",
        "timeout check 2s",
        "balance leastconn",
        "balance roundrobin",
        "balance random(3)",
        "balance source",
        "balance first",
        "balance random",
        "retries 2",
        "option redispatch",
        "option redispatch 2",
        "option redispatch -1",
        "no option redispatch",
        "option allbackups",
        "option srvtcpka",
        "srvtcpka-idle 1m",
        "srvtcpka-intvl 3",
        "srvtcpka-cnt 9",
        "fullconn 10",
        "option tcp-check",
        "tcp-check connect",
        "tcp-check send a\\ b",
        "tcp-check send-binary 00ff comment hello",
        "tcp-check expect string \"x y\"",
        "tcp-check expect ! rstring ^a.*b$",
        "tcp-check expect comment c min-recv 3 binary 0a",
        "default-server inter 1s rise 1",
        "default-server check maxconn 3",
        "default-server no-check on-marked-down shutdown-sessions"
    };
    private static final String[] SERVER = {
        "check",
        "no-check",
        "inter 1s",
        "fastinter 100",
        "downinter 1m",
        "rise 3",
        "fall 2",
        "weight 0",
        "weight 256",
        "backup",
        "no-backup",
        "disabled",
        "enabled",
        "maxconn 10",
        "maxqueue 5",
        "send-proxy",
        "send-proxy-v2",
        "check-send-proxy",
        "no-send-proxy",
        "addr 127.0.0.9",
        "port 9",
        "observe layer4",
        "error-limit 3",
        "on-error mark-down",
        "on-error fastinter",
        "on-marked-down shutdown-sessions",
        "on-marked-up shutdown-backup-sessions",
        "id 7"
    };
    private static final String[] ADDRESSES = {
        "127.0.0.1:80",
        "::1:80",
        "[::1]:80",
        "ipv4@127.0.0.1:80",
        "ipv6@::1:80",
        "/tmp/x.sock",
        "unix@/tmp/x.sock",
        "\"${RB1}:80\"",
        "'127.0.0.1':80"
    };

    @TempDir
    Path folder;

    @BeforeEach
    void installed() {
        assumeThat(HaproxyCheck.installed()).isTrue();
    }

    static Stream<Path> corpus() throws IOException {
        try (Stream<Path> samples = Files.list(Path.of("../config-samples"))) {
            List<Path> all = new ArrayList<>(
                    samples.filter(f -> f.toString().endsWith(".cfg")).toList());
            all.addAll(CfgFiles.in("right"));
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void haproxyAcceptsTheCorpus(Path file) {
        assertThat(HaproxyCheck.of(file)).returns(true, HaproxyCheck::accepted);
        assertThat(Reading.of(CfgFiles.source(file)).errors()).isEmpty();
    }

    @Test
    void whatHaproxyAcceptsIsAccepted() throws IOException {
        int accepted = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            String text = generate(new Random(seed));
            Path file = Files.writeString(folder.resolve("g.cfg"), text);
            HaproxyCheck haproxys = HaproxyCheck.of(file);
            if (haproxys.accepted()) {
                accepted++;
                List<String> lines = Reading.of(new ConfigSource("g.cfg", text)).errors().stream()
                        .map(Object::toString)
                        .filter(e -> !isKnownDifference(e))
                        .toList();
                assertThat(lines).as("seed %d on%n%s", seed, text).isEmpty();
            }
        }
        assertThat(accepted).as("files that HAProxy accepts").isGreaterThan(ROUNDS / 3);
    }

    /** Refused on purpose; the address that is taken twice HAProxy finds only when it starts. */
    private static boolean isKnownDifference(String error) {
        return error.contains("range of ports")
                || error.contains("cannot listen here")
                || error.contains("a check makes one connection")
                || error.contains("has send-proxy and send-proxy-v2")
                || error.contains("does not go with a unix address");
    }

    private static String generate(Random random) {
        StringBuilder text = new StringBuilder("global\n");
        some(text, GLOBAL, random);
        if (random.nextBoolean()) {
            text.append("defaults\n");
            some(text, Stream.of(FRONT).filter(l -> !l.startsWith("bind")).toArray(String[]::new), random);
            some(text, BACK, random);
        }
        text.append("frontend f\n  bind 127.0.0.1:9999\n  default_backend b\n");
        some(text, FRONT, random);
        text.append("backend b\n");
        some(text, BACK, random);
        servers(text, random);
        text.append("listen l\n  bind 127.0.0.1:9998\n");
        some(text, FRONT, random);
        some(text, BACK, random);
        servers(text, random);
        return text.toString();
    }

    private static void servers(StringBuilder text, Random random) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append("  server s").append(i).append(' ').append(ADDRESSES[random.nextInt(ADDRESSES.length)]);
            for (int n = random.nextInt(6); n > 0; n--) {
                text.append(' ').append(SERVER[random.nextInt(SERVER.length)]);
            }
            text.append(random.nextInt(4) == 0 ? " # a comment\n" : "\n");
        }
    }

    private static void some(StringBuilder text, String[] lines, Random random) {
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append("  ").append(lines[random.nextInt(lines.length)]).append('\n');
        }
    }
}
