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
import java.util.stream.Collectors;

/** {@code bench/run matrix}: HAProxy's outcomes, haproxy-j's beside them, and the verdict. */
public final class MatrixCommand {
    /** What may follow the command. */
    public static final Set<String> OPTIONS = Set.of("runs", "cells", "haproxy-j", "save", "splice", "relay");

    /** HAProxy's outcomes as checked in; they count beside those of this run. */
    public static final String SAVED = "matrix-haproxy-2.6.txt";

    private static final int SECOND_LOOKS = 3;
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
        OutcomeTable reference = OutcomeTable.parse(home.lines(SAVED));
        OutcomeTable seen = new OutcomeTable();
        List<Map<String, Outcome>> subjects = new ArrayList<>();
        List<Row> rows;
        try (Workspace workspace = Workspace.open("matrix")) {
            Ports ports = new Ports(new Random());
            Matrix.Starter haproxy = spec -> HaproxyPeer.start(workspace, ports, "haproxy", spec);
            for (int run = 0; run < options.number("runs", 1); run++) {
                if (HaproxyPeer.isInstalled()) {
                    seen.addAll(Matrix.play(ports, haproxy, cells));
                }
                if (command.isPresent()) {
                    Path path = command.get();
                    subjects.add(Matrix.play(ports, subject(workspace, path, options), cells));
                }
            }
            reference.addAll(seen);
            rows = compare(reference, subjects, reasons);
            if (HaproxyPeer.isInstalled() && rows.stream().anyMatch(MatrixCommand::isDifferent)) {
                seen.addAll(secondLook(ports, haproxy, cells, rows));
                reference.addAll(seen);
                rows = compare(reference, subjects, reasons);
            }
        }
        if (options.text("save").isPresent()) {
            save(Path.of(options.text("save").get()), seen);
        }
        if (subjects.isEmpty()) {
            out.println("There is no haproxy-j command, so this is HAProxy's table alone.");
            out.print(reference);
            return 0;
        }
        print(out, rows);
        out.println("JSON: " + home.save("matrix", json(rows)));
        return rows.stream().anyMatch(MatrixCommand::isDifferent) ? 1 : 0;
    }

    /** haproxy-j with the relay to look at. */
    private static Matrix.Starter subject(Workspace workspace, Path command, Options options) {
        List<String> words = switch (options.choice("splice", List.of("default", "always", "off"))) {
            case "always" -> List.of("splice-request", "splice-response");
            case "off" -> List.of("no splice-auto");
            default -> List.of();
        };
        Map<String, String> environment = options.choice("relay", List.of("default", "channels", "nio"))
                        .equals("default")
                ? Map.of()
                : Map.of("HAPROXY_J_OPTS", "-Dhaproxyj.relay=" + options.choice("relay", List.of("channels", "nio")));
        return spec -> HaproxyJ.start(workspace, command, "haproxy-j", spec.withOptions(words), environment);
    }

    private static boolean isDifferent(Row row) {
        return row.verdict() == Verdict.DIFFERENT;
    }

    private static List<Row> compare(
            OutcomeTable reference, List<Map<String, Outcome>> subjects, Map<String, String> reasons) {
        return subjects.stream()
                .flatMap(run -> Comparison.of(reference, run, reasons).stream())
                .toList();
    }

    /** Some cells are races, so before a difference is reported HAProxy gets more chances to show the same. */
    private static OutcomeTable secondLook(Ports ports, Matrix.Starter haproxy, List<Cell> cells, List<Row> rows)
            throws IOException, InterruptedException {
        Set<String> names =
                rows.stream().filter(MatrixCommand::isDifferent).map(Row::cell).collect(Collectors.toSet());
        List<Cell> doubtful =
                cells.stream().filter(cell -> names.contains(cell.name())).toList();
        OutcomeTable more = new OutcomeTable();
        for (int look = 0; look < SECOND_LOOKS; look++) {
            more.addAll(Matrix.play(ports, haproxy, doubtful));
        }
        return more;
    }

    /** Observations of earlier runs stay in the file: a race needs several runs to show all its ends. */
    private static void save(Path file, OutcomeTable reference) throws IOException {
        OutcomeTable table = new OutcomeTable();
        if (Files.exists(file)) {
            table.addAll(OutcomeTable.parse(Files.readAllLines(file)));
        }
        table.addAll(reference);
        Files.writeString(file, header() + table);
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
        for (Verdict verdict : Verdict.values()) {
            out.println(rows.stream().filter(row -> row.verdict() == verdict).count() + " " + verdict);
        }
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
