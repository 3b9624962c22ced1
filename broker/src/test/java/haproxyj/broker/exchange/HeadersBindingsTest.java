package haproxyj.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.queue.Messages;
import haproxyj.broker.queue.Queue;
import haproxyj.broker.queue.QueueArguments;
import haproxyj.broker.queue.Timers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeadersBindingsTest {
    private enum Field {
        VOID
    }

    static Stream<Arguments> table() {
        Map<String, Object> ab = Map.of("a", "1", "b", "2");
        return Stream.of(
                Arguments.of(Map.of(), Map.of(), true),
                Arguments.of(Map.of(), ab, true),
                Arguments.of(Map.of("x-match", "any"), ab, false),
                Arguments.of(Map.of("x-match", "all", "a", "1"), ab, true),
                Arguments.of(Map.of("x-match", "all", "a", "1", "b", "2"), ab, true),
                Arguments.of(Map.of("x-match", "all", "a", "1", "c", "3"), ab, false),
                Arguments.of(Map.of("x-match", "all", "a", "2"), ab, false),
                Arguments.of(Map.of("a", "1", "b", "3"), ab, false),
                Arguments.of(Map.of("x-match", "any", "a", "1", "b", "3"), ab, true),
                Arguments.of(Map.of("x-match", "any", "a", "2", "b", "3"), ab, false),
                Arguments.of(Map.of("x-match", "all", "a", Field.VOID), ab, true),
                Arguments.of(Map.of("x-match", "all", "c", Field.VOID), ab, false),
                Arguments.of(Map.of("x-match", "any", "c", Field.VOID, "b", Field.VOID), ab, true),
                Arguments.of(Map.of("a", 5), Map.of("a", 5L), true),
                Arguments.of(Map.of("a", (short) 5), Map.of("a", (byte) 5), true),
                Arguments.of(Map.of("a", 5), Map.of("a", "5"), false),
                Arguments.of(Map.of("a", 5), Map.of("a", 5.0d), false),
                Arguments.of(Map.of("a", 0.5f), Map.of("a", 0.5d), true),
                Arguments.of(Map.of("a", true), Map.of("a", true), true),
                Arguments.of(Map.of("a", new byte[] {1}), Map.of("a", new byte[] {1}), true),
                Arguments.of(Map.of("x-match", "all", "x-a", "1"), Map.of(), true),
                Arguments.of(Map.of("x-match", "any", "x-a", "1"), Map.of("x-a", "1"), false),
                Arguments.of(Map.of("x-match", "all-with-x", "x-a", "1"), Map.of(), false),
                Arguments.of(Map.of("x-match", "all-with-x", "x-a", "1"), Map.of("x-a", "1"), true),
                Arguments.of(Map.of("x-match", "any-with-x", "x-a", "1", "b", "9"), Map.of("x-a", "1"), true),
                Arguments.of(Map.of("x-match", "any-with-x", "x-a", "1"), Map.of("a", "1"), false));
    }

    @ParameterizedTest
    @MethodSource("table")
    void matches(Map<String, Object> arguments, Map<String, Object> headers, boolean expected) {
        Exchange exchange = new Exchange("h", ExchangeType.HEADERS, false, false, false, Map.of());
        Queue queue = new Queue("q", QueueArguments.NONE, new MessageMemory(), new Timers(), letter -> {});
        Binding binding = new Binding(exchange, new Destination.ToQueue(queue), "ignored", arguments);
        exchange.add(binding);
        Route route = new Route(Messages.to("h", "k", headers), List.of("k"));
        route.walk(exchange, name -> java.util.Optional.empty());
        assertThat(route.queues().contains(queue)).isEqualTo(expected);
    }
}
