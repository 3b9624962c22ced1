package haproxyj.broker.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands of one read, gathered for one task on the engine.
 *
 * <p>Threading: belongs to one connection's event loop; the commands of a submitted batch belong to the engine.
 */
final class CommandBatch {
    /** A long read is handed over in pieces, so that the engine works while the loop decodes. */
    private static final int FULL = 256 * 1024;

    private final BackPressure pressure;
    private List<Command> commands = new ArrayList<>();
    private long cost;

    CommandBatch(BackPressure pressure) {
        this.pressure = pressure;
    }

    void add(Command command) {
        commands.add(command);
        cost += command.cost();
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    boolean full() {
        return cost >= FULL;
    }

    /** Passes everything on; {@code caughtUp} runs on the engine when the loop had stopped reading because of it. */
    void submit(Engine engine, AmqpSession session, Runnable caughtUp) {
        List<Command> submitted = commands;
        long octets = cost;
        commands = new ArrayList<>(submitted.size());
        cost = 0;
        pressure.onSubmit(octets);
        engine.execute(() -> {
            submitted.forEach(session::onCommand);
            if (pressure.onProcessed(octets)) {
                caughtUp.run();
            }
        });
    }
}
