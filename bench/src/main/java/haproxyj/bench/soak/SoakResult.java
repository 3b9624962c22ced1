package haproxyj.bench.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a soak.
 *
 * @param tally sessions and their failures
 * @param leaks what the process held afterwards and not before
 * @param complaints errors in its log
 * @param residentKib resident memory of the proxy, every ten seconds
 * @param held descriptors, threads and gauges before and after
 */
public record SoakResult(
        SoakTally tally,
        List<String> leaks,
        List<String> complaints,
        List<Long> residentKib,
        Map<String, Object> held) {

    /** Sessions played. */
    public int sessions() {
        return tally.sessions();
    }

    /** Everything that must not have happened, one entry each. */
    public List<String> faults() {
        return java.util.stream.Stream.of(tally.failures(), leaks, complaints)
                .flatMap(List::stream)
                .toList();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(tally.json());
        json.put("leaks", leaks);
        json.put("complaints", complaints);
        json.put("residentKib", residentKib);
        json.putAll(held);
        return json;
    }
}
