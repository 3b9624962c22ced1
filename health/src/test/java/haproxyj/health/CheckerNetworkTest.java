package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All pieces together on real sockets and a real clock. */
class CheckerNetworkTest {

    @RegisterExtension
    static final Network NETWORK = new Network();

    private static final CheckPolicy POLICY = new CheckPolicy(
            2,
            2,
            Duration.ofMillis(20),
            Optional.empty(),
            Optional.empty(),
            InitState.FULLY_DOWN,
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(Duration.ofSeconds(5)),
            Observe.NONE,
            1,
            OnError.FAIL_CHECK);

    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

    private final Checker.Listener listener = new Checker.Listener() {
        @Override
        public void checked(CheckResult result, Health health) {}

        @Override
        public void changed(boolean up, String reason, CheckResult result) {
            changes.add((up ? "UP " : "DOWN ") + result.status());
        }
    };

    @Test
    void aServerComesGoesAndComesBack() throws Exception {
        EventLoop loop = NETWORK.group().next();
        InetSocketAddress address;
        Checker checker;
        try (FakeServer server = new FakeServer()) {
            address = server.address();
            checker = new Checker(
                    POLICY,
                    new TcpConnectProbe(NETWORK.target(address)),
                    new ExecutorCheckScheduler(loop),
                    0,
                    new Random(1),
                    listener);
            loop.execute(() -> checker.start(0));
            assertThat(changes.poll(10, TimeUnit.SECONDS)).isEqualTo("UP L4OK");
        }
        assertThat(changes.poll(10, TimeUnit.SECONDS)).isEqualTo("DOWN L4CON");
        try (FakeServer back = await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .until(() -> new FakeServer(address.getPort()), server -> true)) {
            assertThat(back.address()).isEqualTo(address);
            assertThat(changes.poll(10, TimeUnit.SECONDS)).isEqualTo("UP L4OK");
        }
        loop.submit(checker::stop).syncUninterruptibly();
    }
}
