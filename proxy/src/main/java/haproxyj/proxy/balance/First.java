package haproxyj.proxy.balance;

import java.util.List;
import java.util.Set;

/** {@code balance first}: fills the first server in file order up to its {@code maxconn}, then the next. */
final class First implements Balancer {
    private final List<? extends Candidate> candidates;

    First(List<? extends Candidate> candidates) {
        this.candidates = candidates;
    }

    @Override
    public int pick(int clientHash, Set<?> skip) {
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (!candidate.full() && !skip.contains(candidate)) {
                return i;
            }
        }
        return NONE;
    }
}
