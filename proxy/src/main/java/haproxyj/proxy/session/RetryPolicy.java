package haproxyj.proxy.session;

import haproxyj.proxy.config.FallThrough;

/**
 * What to do after a failed connect: HAProxy's retries, redispatch and turn-around (manual 4.2, {@code retries},
 * {@code option redispatch}; src/backend.c), preceded by fall-through. Pure.
 *
 * @param retries attempts allowed after the first one
 * @param redispatch 0 off; positive N: every Nth retry; negative -N: the Nth retry from the end, -1 the last one
 * @param hash the algorithm always gives the same server for a client ({@code balance source})
 * @param fallThrough when the next usable server is tried at once
 * @param turnAroundNanos min(1 s, {@code timeout connect})
 */
public record RetryPolicy(int retries, int redispatch, boolean hash, FallThrough fallThrough, long turnAroundNanos) {

    /**
     * A failed attempt.
     *
     * @param why what happened
     * @param retriesDone retries already made; falling through to another server is none
     * @param usableActive active servers usable now
     * @param serverUsable the server that failed is still usable
     * @param fellThrough it was itself reached by falling through
     * @param exhausted falling through was tried and no other server is left
     */
    public record Failed(
            ConnectFailure why,
            int retriesDone,
            int usableActive,
            boolean serverUsable,
            boolean fellThrough,
            boolean exhausted) {}

    /** What to do. */
    public sealed interface Decision {
        /** Connect to the same server after a while. */
        record RetrySame(long afterNanos) implements Decision {}

        /** Choose again after a while, avoiding the one that failed. */
        record Redispatch(long afterNanos) implements Decision {}

        /** Go on at once with a server that did not fail this client yet, backups included; costs no retry. */
        record TryNext() implements Decision {}

        /** End the session. */
        record GiveUp() implements Decision {}
    }

    /** Decides. */
    public Decision decide(Failed failed) {
        if (failed.why() == ConnectFailure.RESOURCES) {
            return new Decision.GiveUp();
        }
        if (!failed.exhausted() && fallsThrough(failed)) {
            return new Decision.TryNext();
        }
        int retry = failed.retriesDone() + 1;
        if (retry > retries) {
            return new Decision.GiveUp();
        }
        boolean another = redispatch != 0
                && (!failed.serverUsable() || turnOfRedispatch(retry) || (!hash && failed.usableActive() > 1));
        boolean timedOut = failed.why() == ConnectFailure.TIMEOUT;
        if (another) {
            return new Decision.Redispatch(timedOut || failed.usableActive() > 1 ? 0 : turnAroundNanos);
        }
        return new Decision.RetrySame(timedOut ? 0 : turnAroundNanos);
    }

    private boolean fallsThrough(Failed failed) {
        return switch (fallThrough) {
            case OFF -> false;
            case ON -> true;
            case AUTO -> failed.fellThrough() || failed.usableActive() <= 1;
        };
    }

    private boolean turnOfRedispatch(int retry) {
        int every = redispatch > 0 ? redispatch : Math.max(1, retries + 1 + redispatch);
        return retry % every == 0;
    }
}
