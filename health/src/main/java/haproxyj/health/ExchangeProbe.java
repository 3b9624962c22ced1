package haproxyj.health;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Connects, holds a {@link Dialogue} with the server, and closes: the building block of every check that speaks a protocol.
 *
 * <p>Threading: may be run from any thread; the check itself lives on an event loop of the target's group.
 */
public final class ExchangeProbe implements Probe {

    private final CheckTarget target;
    private final Supplier<? extends Dialogue> dialogues;

    /**
     * A probe of one server.
     *
     * @param dialogues makes a fresh dialogue for each check
     */
    public ExchangeProbe(CheckTarget target, Supplier<? extends Dialogue> dialogues) {
        this.target = target;
        this.dialogues = dialogues;
    }

    @Override
    public CompletionStage<CheckResult> run(ProbeLimits limits) {
        return new Exchange(target, dialogues.get(), limits, false).start();
    }
}
