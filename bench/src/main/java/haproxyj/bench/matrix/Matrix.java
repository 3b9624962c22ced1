package haproxyj.bench.matrix;

import haproxyj.bench.process.Ports;
import haproxyj.bench.proxy.Proxy;
import haproxyj.bench.proxy.ProxySpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Plays all cells against one contestant, some side by side, each in a section of its own. */
public final class Matrix {
    private static final int SIDE_BY_SIDE = 6;

    private Matrix() {}

    /** Starts a contestant with a spec. */
    @FunctionalInterface
    public interface Starter {
        /** Started and ready. */
        Proxy start(ProxySpec spec) throws IOException, InterruptedException;
    }

    /**
     * Cell name to outcome, in the order of the cells; {@link Outcome#UNPLAYABLE}, with the reason on standard error, where a cell's
     * state cannot be built with the contestant.
     *
     * @throws IOException when the contestant does not start
     */
    public static Map<String, Outcome> play(Ports ports, Starter starter, List<Cell> cells)
            throws IOException, InterruptedException {
        List<Scenario> scenarios = new ArrayList<>();
        List<Scenario> warmUps = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            for (Cell cell : cells) {
                scenarios.add(Scenario.open(cell, ports.take()));
            }
            for (Cell cell : cells.subList(0, Math.min(SIDE_BY_SIDE, cells.size()))) {
                warmUps.add(Scenario.warmUp(cell, ports.take()));
            }
            ProxySpec spec = new ProxySpec(
                    2,
                    Stream.concat(warmUps.stream(), scenarios.stream())
                            .map(Scenario::listen)
                            .toList());
            try (Proxy proxy = starter.start(spec)) {
                List<Future<Outcome>> ignored = new ArrayList<>();
                for (Scenario scenario : warmUps) {
                    ignored.add(pool.submit(() -> Play.of(scenario, proxy.log())));
                }
                for (Future<Outcome> warmUp : ignored) {
                    result(proxy.name(), warmUp);
                }
                List<Future<Outcome>> futures = new ArrayList<>();
                for (Scenario scenario : scenarios) {
                    futures.add(pool.submit(() -> Play.of(scenario, proxy.log())));
                }
                Map<String, Outcome> outcomes = new LinkedHashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    outcomes.put(cells.get(i).name(), result(proxy.name(), futures.get(i)));
                }
                return outcomes;
            }
        } finally {
            pool.shutdownNow();
            scenarios.forEach(Scenario::close);
            warmUps.forEach(Scenario::close);
        }
    }

    private static Outcome result(String contestant, Future<Outcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            System.err.println(contestant + " could not be brought into a state: " + e.getMessage());
            return Outcome.UNPLAYABLE;
        }
    }
}
