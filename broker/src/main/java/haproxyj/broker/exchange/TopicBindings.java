package haproxyj.broker.exchange;

import haproxyj.broker.queue.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Topic: a trie over the words of all patterns, walked with a set of active nodes instead of by back-tracking. A node
 * enters the set once per word however many ways lead to it, so a key costs at most its words times the nodes, also for
 * patterns with many {@code #}.
 */
final class TopicBindings implements Bindings {

    private static final class Node {
        final boolean any;
        final Map<String, Node> children = new HashMap<>(2);
        final Set<Binding> bindings = new LinkedHashSet<>(2);
        long seenInStep;

        Node(boolean any) {
            this.any = any;
        }
    }

    private final Node root = new Node(false);
    private List<Node> active = new ArrayList<>();
    private List<Node> following = new ArrayList<>();
    private long step;

    @Override
    public void add(Binding binding) {
        Node node = root;
        for (String word : TopicPattern.of(binding.routingKey()).words()) {
            node = node.children.computeIfAbsent(word, key -> new Node(key.equals(TopicPattern.ANY)));
        }
        node.bindings.add(binding);
    }

    @Override
    public void remove(Binding binding) {
        remove(root, TopicPattern.of(binding.routingKey()).words(), binding);
    }

    private static void remove(Node node, List<String> rest, Binding binding) {
        if (rest.isEmpty()) {
            node.bindings.remove(binding);
            return;
        }
        Node child = node.children.get(rest.get(0));
        if (child != null) {
            remove(child, rest.subList(1, rest.size()), binding);
            if (child.bindings.isEmpty() && child.children.isEmpty()) {
                node.children.remove(rest.get(0));
            }
        }
    }

    @Override
    public void match(String routingKey, Message message, Route route) {
        active.clear();
        step++;
        activate(root, active);
        for (String word : TopicPattern.split(routingKey)) {
            advance(word);
        }
        for (Node node : active) {
            for (Binding binding : node.bindings) {
                route.add(binding.destination());
            }
        }
    }

    private void advance(String word) {
        following.clear();
        step++;
        for (Node node : active) {
            if (node.any) {
                activate(node, following);
            }
            // A word in a key that looks like a wildcard must not take the wildcard's branch as if it were a word.
            if (!word.equals(TopicPattern.ONE) && !word.equals(TopicPattern.ANY)) {
                activate(node.children.get(word), following);
            }
            activate(node.children.get(TopicPattern.ONE), following);
        }
        List<Node> done = active;
        active = following;
        following = done;
    }

    /** Adds a node and, as {@code #} may stand for nothing, the {@code #} below it. */
    private void activate(@Nullable Node node, List<Node> nodes) {
        if (node != null && node.seenInStep != step) {
            node.seenInStep = step;
            nodes.add(node);
            activate(node.children.get(TopicPattern.ANY), nodes);
        }
    }
}
