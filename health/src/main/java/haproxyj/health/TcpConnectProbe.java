package haproxyj.health;

import java.util.concurrent.CompletionStage;

/**
 * The plain check: a server that accepts a connection is up (HAProxy manual 5.2 "check"). The connection is reset rather
 * than closed, so that frequent checks leave no TIME_WAIT sockets behind; after a preamble it is closed properly, since a
 * reset could overtake it.
 *
 * <p>Threading: as {@link ExchangeProbe}.
 */
public final class TcpConnectProbe implements Probe {

    private final CheckTarget target;

    /** A probe of one server. */
    public TcpConnectProbe(CheckTarget target) {
        this.target = target;
    }

    @Override
    public CompletionStage<CheckResult> run(ProbeLimits limits) {
        return new Exchange(target, new ConnectOnly(), limits, true).start();
    }

    private static final class ConnectOnly implements Dialogue {

        @Override
        public Step onConnected() {
            return Step.end(CheckStatus.L4OK, "");
        }

        @Override
        public Step onReceived(byte[] buffer, int length, boolean end) {
            return Step.await();
        }

        @Override
        public String position() {
            return "";
        }
    }
}
