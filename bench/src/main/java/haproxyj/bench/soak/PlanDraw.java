package haproxyj.bench.soak;

import haproxyj.bench.soak.Plan.Expected;
import haproxyj.bench.soak.Script.Burst;
import haproxyj.bench.soak.Script.Ending;
import haproxyj.bench.soak.Script.Kind;
import haproxyj.bench.soak.Script.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws one plan. Weights are chosen so that a session takes seconds at most and moves about a megabyte on average. */
final class PlanDraw {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int LARGEST = 40 * MIB;
    /** Longer than the timeouts of {@link Section#TIMED}. */
    static final int STALL_MILLIS = 3_000;

    private final long seed;
    private final int id;
    private final SplittableRandom random;

    PlanDraw(long seed, int id) {
        this.seed = seed;
        this.id = id;
        this.random = new SplittableRandom(Pattern.mix(Pattern.mix(seed) + id));
    }

    Plan draw() {
        int kind = random.nextInt(100);
        if (kind < 8) {
            return silence();
        } else if (kind < 11) {
            return plan(Section.REFUSING, side(leaving()), side(Kind.HOLD), Expected.NOTHING);
        } else if (kind < 14) {
            return plan(Section.DROPPING, side(leaving()), side(Kind.HOLD), Expected.NOTHING);
        } else if (kind < 17) {
            return ends(Section.LATE, Expected.ALL_OR_NOTHING);
        } else if (kind < 19) {
            Script nothing = new Script(List.of(), Reading.FAST, Ending.of(Kind.FIN));
            return new Plan(seed, id, open(), nothing, nothing, false, Expected.ALL);
        } else if (kind < 45) {
            return broken();
        }
        return ends(open(), Expected.ALL);
    }

    /** Both sides end by FIN, in some order. */
    private Plan ends(Section section, Expected expected) {
        return switch (random.nextInt(4)) {
            case 0 -> plan(section, side(Kind.FIN), side(Kind.FIN), expected);
            case 1 -> plan(section, side(Kind.FIN), side(Kind.FIN_LAST), expected);
            case 2 -> plan(section, side(Kind.FIN_LAST), side(Kind.FIN), expected);
            default -> plan(section, side(Kind.FIN), side(Kind.ANSWER), expected);
        };
    }

    /** One side resets or goes while the other means to end well. */
    private Plan broken() {
        Script client = side(Kind.FIN);
        Script server = side(random.nextBoolean() ? Kind.FIN_LAST : Kind.HOLD);
        long all = client.total() + server.total();
        // Mostly early, as most octets belong to a few long sessions; sometimes after the last octet.
        long point = random.nextInt(4) == 0 ? all : (long) (all * Math.pow(random.nextDouble(), 3));
        if (random.nextInt(2) == 0) {
            return plan(open(), client.with(new Ending(Kind.RESET, point, 0)), server, Expected.PREFIX);
        } else if (random.nextInt(4) == 0) {
            return plan(open(), client.with(new Ending(Kind.CLOSE, 0, random.nextInt(200))), server, Expected.PREFIX);
        }
        Script other = client.with(Ending.of(Kind.HOLD));
        return plan(open(), other, server.with(new Ending(Kind.RESET, point, 0)), Expected.PREFIX);
    }

    /** Nobody ends it: the idle timeout does, because nobody says anything or because somebody takes nothing. */
    private Plan silence() {
        Script client = new Script(small(), Reading.FAST, Ending.of(Kind.HOLD));
        Script server = new Script(small(), Reading.FAST, Ending.of(Kind.HOLD));
        Reading stalled = new Reading(STALL_MILLIS, 0, 0, 0, buffer());
        List<Burst> bulk = List.of(new Burst(8 * MIB, 64 * KIB, 0));
        return switch (random.nextInt(4)) {
            case 0 ->
                plan(
                        Section.TIMED,
                        client.with(stalled),
                        new Script(bulk, Reading.FAST, server.ending()),
                        Expected.PREFIX);
            case 1 ->
                plan(
                        Section.TIMED,
                        new Script(bulk, Reading.FAST, client.ending()),
                        server.with(stalled),
                        Expected.PREFIX);
            default -> plan(Section.TIMED, client, server, Expected.PREFIX);
        };
    }

    private Plan plan(Section section, Script client, Script server, Expected expected) {
        Script fromClient = trimmed(client, server);
        Script fromServer = trimmed(server, client);
        long all = fromClient.total() + fromServer.total();
        return new Plan(seed, id, section, reachable(fromClient, all), reachable(fromServer, all), true, expected);
    }

    /** A reset must come even if all is delivered. */
    private static Script reachable(Script script, long all) {
        Ending ending = script.ending();
        return script.with(new Ending(ending.kind(), Math.min(ending.octets(), all), ending.millis()));
    }

    /** A tiny receive buffer takes some 40 KiB a second; that much of it is enough. */
    private static Script trimmed(Script sender, Script receiver) {
        int buffer = receiver.reading().receiveBuffer();
        if (buffer == 0 || sender.ending().kind() == Kind.HOLD) {
            return sender;
        }
        return new Script(
                sender.bursts().stream()
                        .map(b -> new Burst(Math.min(b.octets(), 16 * buffer), b.chunk(), b.pauseMillis()))
                        .toList(),
                sender.reading(),
                sender.ending());
    }

    /** A section with a server that serves at once. */
    private Section open() {
        return switch (random.nextInt(10)) {
            case 0 -> Section.QUEUED;
            case 1 -> Section.FROM_PROXY_V1;
            case 2 -> Section.FROM_PROXY_V2;
            case 3 -> Section.TO_PROXY_V1;
            case 4 -> Section.THROUGH_PROXY_V2;
            case 5 -> Section.FALLING;
            default -> Section.PLAIN;
        };
    }

    /** A client that has no server: it goes while the proxy connects, or waits for what comes. */
    private Ending leaving() {
        return switch (random.nextInt(3)) {
            case 0 -> new Ending(Kind.RESET, 0, random.nextInt(600));
            case 1 -> new Ending(Kind.CLOSE, 0, random.nextInt(600));
            default -> Ending.of(Kind.HOLD);
        };
    }

    private Script side(Kind kind) {
        return side(Ending.of(kind));
    }

    private Script side(Ending ending) {
        return new Script(random.nextInt(3) == 0 ? small() : mixed(), reading(), ending);
    }

    /** A dialogue: messages with short pauses. */
    private List<Burst> small() {
        List<Burst> bursts = new ArrayList<>();
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            bursts.add(new Burst(1 + random.nextInt(2_000), 1 + random.nextInt(2_000), random.nextInt(30)));
        }
        return List.copyOf(bursts);
    }

    /** A few bursts of any size, with pauses between them. */
    private List<Burst> mixed() {
        List<Burst> bursts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int octets = size();
            int chunk = Math.max(1 << random.nextInt(18), octets / 2_000);
            bursts.add(new Burst(octets, chunk, random.nextInt(4) == 0 ? random.nextInt(1_500) : 0));
        }
        return List.copyOf(bursts);
    }

    private int size() {
        int kind = random.nextInt(100);
        if (kind < 5) {
            return 0;
        } else if (kind < 50) {
            return 1 + random.nextInt(4 * KIB);
        } else if (kind < 85) {
            return 1 + random.nextInt(256 * KIB);
        } else if (kind < 98) {
            return 1 + random.nextInt(4 * MIB);
        }
        return 1 + random.nextInt(LARGEST);
    }

    private Reading reading() {
        return switch (random.nextInt(10)) {
            case 0 -> new Reading(random.nextInt(2_000), 0, 0, 0, buffer());
            case 1, 2 -> {
                int chunk = 1 + random.nextInt(4 * KIB);
                int pause = 1 + random.nextInt(100);
                // A hundred slow reads at most, then it catches up.
                yield new Reading(0, chunk * random.nextInt(100), chunk, pause, buffer());
            }
            default -> Reading.FAST;
        };
    }

    private int buffer() {
        return random.nextBoolean() ? 0 : 4 * KIB << random.nextInt(4);
    }
}
