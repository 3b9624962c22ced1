package haproxyj.proxy.balance;

import java.util.List;
import java.util.Set;

/**
 * {@code balance source}: the same client address goes to the same server. Map-based as HAProxy's default: the address hash
 * modulo the total weight is a place in a map that holds each server as often as its weight says.
 *
 * <p>One improvement over HAProxy, whose map is rebuilt, and most clients moved, whenever a server goes or comes: the first map
 * holds all servers, in service or not. Only clients whose server is out of service are looked up, with the scattered hash, in
 * a second map of the usable ones. So a failure moves the clients of the failed server alone, spread by weight, and they return
 * with it.
 */
final class Source implements Balancer {
    private final List<? extends Candidate> usable;
    private final int[] home;
    private final int[] refuge;

    Source(List<? extends Candidate> usable, List<? extends Candidate> all) {
        this.usable = usable;
        this.refuge = SmoothOrder.of(usable);
        int[] map = SmoothOrder.of(all);
        for (int i = 0; i < map.length; i++) {
            map[i] = usable.indexOf(all.get(map[i]));
        }
        this.home = map;
    }

    @Override
    public int pick(int clientHash, Set<?> skip) {
        if (refuge.length == 0) {
            return NONE;
        }
        int position = home.length == 0 ? NONE : home[Integer.remainderUnsigned(clientHash, home.length)];
        if (position != NONE && !skip.contains(usable.get(position))) {
            return position;
        }
        int at = Integer.remainderUnsigned(AddressHash.scatter(clientHash), refuge.length);
        for (int i = 0; i < refuge.length; i++, at = at + 1 == refuge.length ? 0 : at + 1) {
            if (!skip.contains(usable.get(refuge[at]))) {
                return refuge[at];
            }
        }
        return NONE;
    }
}
