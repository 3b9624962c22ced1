package haproxyj.bench.soak;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Everything about one session that is not up to the proxy. The seed of a run and a session's number give the same plan
 * again, so that the server learns it from an {@link Announcement} and a failed one can be replayed alone. Pure.
 *
 * @param seed of the run
 * @param id session
 * @param section which it goes through
 * @param client what the client does
 * @param server what the server does
 * @param announced whether the client says which session this is; one that sends nothing at all does not
 * @param expected what must have arrived in the end
 */
record Plan(long seed, int id, Section section, Script client, Script server, boolean announced, Expected expected) {

    /** What must have arrived in the end; in every case nothing but the right octets. */
    enum Expected {
        /** All, in both directions, and both ends. */
        ALL,
        /** All, or nothing if no server was reached. */
        ALL_OR_NOTHING,
        /** Whatever had arrived when it was cut. */
        PREFIX,
        /** Nothing: there is no server. */
        NOTHING
    }

    static Plan of(long seed, int id) {
        return new PlanDraw(seed, id).draw();
    }

    Pattern fromClient() {
        return new Pattern(seed, id, true);
    }

    Pattern fromServer() {
        return new Pattern(seed, id, false);
    }

    /** The address that the client of a PROXY header claims to speak for. */
    InetSocketAddress claim() {
        try {
            byte[] address = {(byte) 203, 0, 113, (byte) (id % 254 + 1)};
            return new InetSocketAddress(InetAddress.getByAddress(address), 1024 + id % 60_000);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
