package haproxyj.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.queue.Messages;
import haproxyj.broker.queue.Queue;
import haproxyj.broker.queue.QueueArguments;
import haproxyj.broker.queue.Timers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The trie against the plainest matcher there is, over every small pattern and key. */
class TopicBindingsTest {
    private final Exchange source = new Exchange("t", ExchangeType.TOPIC, false, false, false, Map.of());

    private static List<String> wordsOf(String key) {
        return key.isEmpty() ? List.of() : Arrays.asList(key.split("\\.", -1));
    }

    private static boolean matches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return matches(rest, key) || (!key.isEmpty() && matches(pattern, key.subList(1, key.size())));
        }
        return !key.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(key.get(0)))
                && matches(rest, key.subList(1, key.size()));
    }

    private static Set<String> upToFourWords(List<String> alphabet) {
        Set<String> all = new LinkedHashSet<>(List.of(""));
        List<String> last = new ArrayList<>(alphabet);
        for (int words = 1; words <= 4; words++) {
            all.addAll(last);
            List<String> longer = new ArrayList<>();
            last.forEach(key -> alphabet.forEach(word -> longer.add(key + "." + word)));
            last = longer;
        }
        return all;
    }

    private Binding bindingOf(String pattern, Map<String, Binding> bindings) {
        return bindings.computeIfAbsent(
                pattern,
                key -> new Binding(
                        source,
                        new Destination.ToQueue(
                                new Queue(key, QueueArguments.NONE, new MessageMemory(), new Timers(), letter -> {})),
                        key,
                        Map.of()));
    }

    private static Set<String> routed(TopicBindings topic, String key) {
        Route route = new Route(Messages.ofSize(0), List.of(key));
        topic.match(key, Messages.ofSize(0), route);
        return route.queues().stream().map(Queue::name).collect(Collectors.toSet());
    }

    private static Set<String> expected(Set<String> patterns, String key) {
        return patterns.stream()
                .filter(pattern -> matches(wordsOf(pattern), wordsOf(key)))
                .collect(Collectors.toSet());
    }

    @Test
    void agreesWithTheReferenceOnAllSmallPatternsAndKeys() {
        TopicBindings topic = new TopicBindings();
        Map<String, Binding> bindings = new LinkedHashMap<>();
        Set<String> patterns = upToFourWords(List.of("a", "b", "*", "#"));
        Set<String> keys = upToFourWords(List.of("a", "b", ""));
        assertThat(patterns).hasSize(341);
        patterns.forEach(pattern -> topic.add(bindingOf(pattern, bindings)));
        for (String key : keys) {
            assertThat(routed(topic, key)).as("key '%s'", key).isEqualTo(expected(patterns, key));
        }
    }

    @Test
    void agreesWithTheReferenceWhileBindingsComeAndGo() {
        Set<String> patterns = upToFourWords(List.of("a", "*", "#"));
        Set<String> keys = upToFourWords(List.of("a", "b"));
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            TopicBindings topic = new TopicBindings();
            Map<String, Binding> bindings = new LinkedHashMap<>();
            Set<String> bound = new LinkedHashSet<>();
            for (int round = 0; round < 4; round++) {
                for (String pattern : patterns) {
                    if (random.nextInt(3) == 0) {
                        if (bound.add(pattern)) {
                            topic.add(bindingOf(pattern, bindings));
                        } else {
                            bound.remove(pattern);
                            topic.remove(bindingOf(pattern, bindings));
                        }
                    }
                }
                for (String key : keys) {
                    assertThat(routed(topic, key))
                            .as("seed %d, key '%s'", seed, key)
                            .isEqualTo(expected(bound, key));
                }
            }
        }
    }

    @Test
    void wildcardsInARoutingKeyAreWords() {
        TopicBindings topic = new TopicBindings();
        Map<String, Binding> bindings = new LinkedHashMap<>();
        List.of("*", "a", "#.b").forEach(pattern -> topic.add(bindingOf(pattern, bindings)));
        assertThat(routed(topic, "*")).containsExactly("*");
        assertThat(routed(topic, "#")).containsExactly("*");
        assertThat(routed(topic, "#.b")).containsExactly("#.b");
    }

    @Test
    void manyHashesDoNotMultiplyTheWork() {
        TopicBindings topic = new TopicBindings();
        Map<String, Binding> bindings = new LinkedHashMap<>();
        String pattern = "#.a.".repeat(60) + "b";
        topic.add(bindingOf(pattern, bindings));
        assertThat(routed(topic, "a.".repeat(120) + "c")).isEmpty();
        assertThat(routed(topic, "a.".repeat(120) + "b")).containsExactly(pattern);
    }
}
