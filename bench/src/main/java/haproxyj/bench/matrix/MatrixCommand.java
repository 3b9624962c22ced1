package haproxyj.bench.matrix;

import haproxyj.bench.Home;
import haproxyj.bench.Options;
import haproxyj.bench.matrix.Comparison.Row;
import haproxyj.bench.matrix.Comparison.Verdict;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyJ;
import haproxyj.bench.proxy.HaproxyPeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** {@code bench/run matrix}: HAProxy's outcomes, haproxy-j's beside them, and the verdict. */
public final class MatrixCommand {
    /** What may follow the command. */
    public static final Set<String> OPTIONS = Set.of("runs", "cells", "haproxy-j", "save");

    /** HAProxy's outcomes as checked in; they count beside those of this run. */
    public static final String SAVED = "matrix-haproxy-2.6.txt";

    private static final String DIFFERENCES = "matrix-differences.txt";

    private MatrixCommand() {}

    /** Exit code: 0, or 1 when a cell differs without a justification. */
    public static int run(Home home, Options options) throws IOException, InterruptedException {
        PrintStream out = System.out;
        String wanted = options.text("cells").orElse(".*");
        List<Cell> cells =
                Cell.all().stream().filter(cell -> cell.name().matches(wanted)).toList();
        Map<String, String> reasons = Comparison.reasons(home.lines(DIFFERENCES));
        Optional<Path> command = home.haproxyJ(options);
        OutcomeTable reference = new OutcomeTable();
        List<Map<String, Outcome>> subjects = new ArrayList<>();
        try (Workspace workspace = Workspace.open("matrix")) {
            Ports ports = new Ports(new Random());
            for (int run = 0; run < options.number("runs", 1); run++) {
                if (HaproxyPeer.isInstalled()) {
                    reference.addAll(
                            Matrix.play(ports, spec -> HaproxyPeer.start(workspace, ports, "haproxy", spec), cells));
                }
                if (command.isPresent()) {
                    Path path = command.get();
                    subjects.add(Matrix.play(ports, spec -> HaproxyJ.start(workspace, path, "haproxy-j", spec), cells));
                }
            }
        }
        if (options.text("save").isPresent()) {
            Files.writeString(Path.of(options.text("save").get()), header() + reference);
        }
        reference.addAll(OutcomeTable.parse(home.lines(SAVED)));
        if (subjects.isEmpty()) {
            out.println("There is no haproxy-j command, so this is HAProxy's table alone.");
            out.print(reference);
            return 0;
        }
        List<Row> rows = subjects.stream()
                .flatMap(run -> Comparison.of(reference, run, reasons).stream())
                .toList();
        print(out, rows);
        out.println("JSON: " + home.save("matrix", json(rows)));
        return rows.stream().anyMatch(row -> row.verdict() == Verdict.DIFFERENT) ? 1 : 0;
    }

    private static String header() throws IOException {
        return "# What " + HaproxyPeer.version()
                + " did in every cell of the closing matrix; written by: bench/run matrix --save\n"
                + "# Columns are explained in bench/README.md. A cell with several lines is a race: each was seen.\n";
    }

    private static void print(PrintStream out, List<Row> rows) {
        String wide = "%-52s";
        out.println(OutcomeTable.row("cell", String.format(wide, "HAProxy") + "haproxy-j"));
        out.println(OutcomeTable.row("", String.format(wide, Outcome.HEADING) + Outcome.HEADING));
        for (Row row : rows) {
            String expected =
                    row.reference().isEmpty() ? "" : row.reference().get(0).toString();
            out.println(OutcomeTable.row(
                    row.cell(), String.format(wide, expected) + String.format("%-48s", row.subject()) + row.verdict()));
            row.reason().ifPresent(reason -> out.println("    because: " + reason));
        }
        Map<Verdict, Long> counts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            counts.put(
                    verdict,
                    rows.stream().filter(row -> row.verdict() == verdict).count());
        }
        out.println(counts);
    }

    private static List<Map<String, Object>> json(List<Row> rows) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("cell", row.cell());
            entry.put("verdict", row.verdict());
            entry.put(
                    "haproxy", row.reference().stream().map(MatrixCommand::json).toList());
            entry.put("haproxy-j", json(row.subject()));
            row.reason().ifPresent(reason -> entry.put("because", reason));
            list.add(entry);
        }
        return list;
    }

    private static Map<String, Object> json(Outcome outcome) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("toServer", outcome.toServer());
        entry.put("toClient", outcome.toClient());
        entry.put("otherSees", outcome.other());
        entry.put("actorSees", outcome.actor());
        entry.put("termination", outcome.letters());
        entry.put("retries", outcome.retries());
        return entry;
    }
}
