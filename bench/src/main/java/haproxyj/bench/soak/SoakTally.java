package haproxyj.bench.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a soak has seen. One thread. */
final class SoakTally {
    /** After so many failures more of them tell nothing new. */
    private static final int ENOUGH = 20;

    private final Map<String, Integer> bySection = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int sessions;
    private int whole;
    private int unannounced;
    private long octets;

    void add(Session session) {
        sessions++;
        octets += session.arrived();
        bySection.merge(session.plan().section().title(), 1, Integer::sum);
        if (session.failure().isPresent()) {
            fail(session.toString());
        } else if (session.plan().expected() == Plan.Expected.ALL) {
            whole++;
        }
    }

    void fail(String what) {
        if (failures.size() < ENOUGH) {
            failures.add(what);
        }
    }

    /** A connection ended before it said which session it was: its client sent nothing or left early. */
    void unannounced() {
        unannounced++;
    }

    boolean isHopeless() {
        return failures.size() >= ENOUGH;
    }

    /** The first ones. */
    List<String> failures() {
        return failures;
    }

    int sessions() {
        return sessions;
    }

    /** Octets that arrived and were compared, both ways. */
    long octets() {
        return octets;
    }

    /** For the table and the file. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sessions", sessions);
        json.put("deliveredWhole", whole);
        json.put("endedUnannounced", unannounced);
        json.put("octets", octets);
        json.put("bySection", bySection);
        json.put("failures", failures);
        return json;
    }
}
