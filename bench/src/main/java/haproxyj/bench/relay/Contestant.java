package haproxyj.bench.relay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Who takes part. */
enum Contestant {
    /** No proxy: client to origin. The ceiling of the load generators, and what latency is added to. */
    DIRECT("direct"),
    /**
     * HAProxy with splice in both directions: its best for bulk, where {@code splice-auto} still copies much. Small
     * requests cost it more than with copying.
     */
    HAPROXY_SPLICE("haproxy-splice"),
    /** HAProxy that copies: its best for small requests. */
    HAPROXY_COPY("haproxy-copy"),
    /** nginx with its stream module. */
    NGINX("nginx"),
    /** haproxy-j as it is shipped. */
    HAPROXY_J("haproxy-j"),
    /** haproxy-j with the relay of Netty channels. */
    HAPROXY_J_CHANNELS("haproxy-j-channels");

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean isHaproxyJ() {
        return this == HAPROXY_J || this == HAPROXY_J_CHANNELS;
    }

    boolean isHaproxy() {
        return this == HAPROXY_SPLICE || this == HAPROXY_COPY;
    }

    /**
     * Reads labels with commas between them; the order of the enum is kept.
     *
     * @throws IllegalArgumentException when one is unknown; the message lists the known ones
     */
    static List<Contestant> list(String labels) {
        List<String> wanted = new ArrayList<>(List.of(labels.split(",", -1)));
        List<Contestant> found = Arrays.stream(values())
                .filter(contestant -> wanted.remove(contestant.label))
                .toList();
        if (!wanted.isEmpty()) {
            throw new IllegalArgumentException("no contestant is called " + wanted.get(0) + ", known are "
                    + Arrays.stream(values()).map(Contestant::label).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
