package haproxyj.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.queue.Messages;
import haproxyj.broker.queue.Queue;
import haproxyj.broker.queue.QueueArguments;
import haproxyj.broker.queue.Timers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private final Topology topology = new Topology();

    private Exchange exchange(String name, ExchangeType type, boolean autoDelete, Map<String, Object> arguments) {
        Exchange exchange = new Exchange(name, type, false, autoDelete, false, arguments);
        topology.add(exchange);
        return exchange;
    }

    private Exchange direct(String name) {
        return exchange(name, ExchangeType.DIRECT, false, Map.of());
    }

    private static Queue queue(String name) {
        return new Queue(name, QueueArguments.NONE, new MessageMemory(), new Timers(), letter -> {});
    }

    private void bind(Exchange from, Queue to, String key) {
        topology.bind(new Binding(from, new Destination.ToQueue(to), key, Map.of()));
    }

    private void bind(Exchange from, Exchange to, String key) {
        topology.bind(new Binding(from, new Destination.ToExchange(to), key, Map.of()));
    }

    private List<Queue> route(Exchange start, String... keys) {
        Route route = new Route(Messages.ofSize(0), List.of(keys));
        route.walk(start, topology::find);
        return route.queues();
    }

    @Test
    void directComparesKeys() {
        Exchange exchange = direct("d");
        Queue one = queue("one");
        Queue two = queue("two");
        bind(exchange, one, "k");
        bind(exchange, two, "k");
        bind(exchange, two, "other");
        assertThat(route(exchange, "k")).containsExactly(one, two);
        assertThat(route(exchange, "other")).containsExactly(two);
        assertThat(route(exchange, "K")).isEmpty();
        assertThat(route(exchange, "")).isEmpty();
    }

    @Test
    void fanoutIgnoresKeysAndReachesEveryQueueOnce() {
        Exchange exchange = exchange("f", ExchangeType.FANOUT, false, Map.of());
        for (int i = 0; i < 40; i++) {
            Queue queue = queue("q" + i);
            bind(exchange, queue, "");
            bind(exchange, queue, "again");
        }
        assertThat(route(exchange, "whatever")).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void severalKeysReachAQueueOnce() {
        Exchange exchange = exchange("t", ExchangeType.TOPIC, false, Map.of());
        Queue queue = queue("q");
        bind(exchange, queue, "a.*");
        bind(exchange, queue, "#.b");
        assertThat(route(exchange, "a.b", "x.b")).containsExactly(queue);
    }

    @Test
    void exchangesBoundInACircleEnd() {
        Exchange a = direct("a");
        Exchange b = direct("b");
        Queue queue = queue("q");
        bind(a, b, "k");
        bind(b, a, "k");
        bind(a, a, "k");
        bind(b, queue, "k");
        assertThat(route(a, "k")).containsExactly(queue);
        assertThat(route(b, "k")).containsExactly(queue);
    }

    @Test
    void alternateExchangesTakeWhatMatchesNothing() {
        Exchange main = exchange("main", ExchangeType.DIRECT, false, Map.of("alternate-exchange", "second"));
        Exchange second = exchange("second", ExchangeType.DIRECT, false, Map.of("alternate-exchange", "main"));
        Queue wanted = queue("wanted");
        Queue rest = queue("rest");
        bind(main, wanted, "k");
        bind(second, rest, "other");
        assertThat(route(main, "k")).containsExactly(wanted);
        assertThat(route(main, "other")).containsExactly(rest);
        assertThat(route(main, "neither")).isEmpty();
        topology.delete(second);
        assertThat(route(main, "other")).isEmpty();
    }

    @Test
    void anAutoDeleteExchangeGoesWithItsLastBindingAndItsSourceAfterIt() {
        Exchange first = exchange("first", ExchangeType.DIRECT, true, Map.of());
        Exchange second = exchange("second", ExchangeType.DIRECT, true, Map.of());
        Queue queue = queue("q");
        bind(first, second, "k");
        bind(second, queue, "k");
        bind(second, queue, "l");
        topology.unbind(new Binding(second, new Destination.ToQueue(queue), "k", Map.of()));
        assertThat(topology.find("second")).isPresent();
        topology.unbindAll(new Destination.ToQueue(queue));
        assertThat(topology.exchanges()).isEmpty();
    }

    @Test
    void bindingTwiceIsBindingOnce() {
        Exchange exchange = direct("d");
        Queue queue = queue("q");
        bind(exchange, queue, "k");
        bind(exchange, queue, "k");
        topology.unbind(new Binding(exchange, new Destination.ToQueue(queue), "k", Map.of()));
        assertThat(exchange.bindings()).isEmpty();
        assertThat(route(exchange, "k")).isEmpty();
    }

    @Test
    void deletingAnExchangeLeavesNoBindingAtEitherEnd() {
        Exchange a = direct("a");
        Exchange b = direct("b");
        Exchange c = direct("c");
        bind(a, b, "k");
        bind(b, c, "k");
        topology.delete(b);
        assertThat(a.bindings()).isEmpty();
        assertThat(b.bindings()).isEmpty();
        assertThat(topology.exchanges()).containsExactly(a, c);
    }

    @Test
    void agreesWithReachabilityInRandomGraphs() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Exchange> exchanges = new ArrayList<>();
            Map<Exchange, Set<Exchange>> edges = new HashMap<>();
            Map<Exchange, Queue> queues = new HashMap<>();
            for (int i = 0; i < 6; i++) {
                Exchange exchange = exchange(seed + "-" + i, ExchangeType.FANOUT, false, Map.of());
                exchanges.add(exchange);
                edges.put(exchange, new HashSet<>());
                queues.put(exchange, queue("q" + i));
                bind(exchange, queues.get(exchange), "");
            }
            for (int change = 0; change < 30; change++) {
                Exchange from = exchanges.get(random.nextInt(6));
                Exchange to = exchanges.get(random.nextInt(6));
                if (random.nextInt(3) > 0) {
                    bind(from, to, "");
                    edges.get(from).add(to);
                } else {
                    topology.unbind(new Binding(from, new Destination.ToExchange(to), "", Map.of()));
                    edges.get(from).remove(to);
                }
                Set<Exchange> reached = new HashSet<>(Set.of(from));
                boolean grows = true;
                while (grows) {
                    Set<Exchange> further = new HashSet<>();
                    reached.forEach(exchange -> further.addAll(edges.get(exchange)));
                    grows = reached.addAll(further);
                }
                assertThat(route(from, "k"))
                        .as("seed %d, change %d", seed, change)
                        .containsExactlyInAnyOrderElementsOf(
                                reached.stream().map(queues::get).toList());
            }
        }
    }
}
