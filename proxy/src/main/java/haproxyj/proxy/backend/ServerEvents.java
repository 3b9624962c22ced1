package haproxyj.proxy.backend;

/** Told what becomes of servers. Every method is called on the control loop and must not block. */
public interface ServerEvents {

    /** A server took on another state. */
    void stateChanged(ServerEvent event);

    /** A check changed the count of a server but not its state; {@code option log-health-checks} tells of these. */
    void checkCounted(CheckEvent event);

    /** A backend lost its last usable server, or has one again. Comes after the event of the server. */
    void availability(String backend, boolean available);

    /** Tells this one, then another. */
    default ServerEvents and(ServerEvents next) {
        ServerEvents first = this;
        return new ServerEvents() {
            @Override
            public void stateChanged(ServerEvent event) {
                first.stateChanged(event);
                next.stateChanged(event);
            }

            @Override
            public void checkCounted(CheckEvent event) {
                first.checkCounted(event);
                next.checkCounted(event);
            }

            @Override
            public void availability(String backend, boolean available) {
                first.availability(backend, available);
                next.availability(backend, available);
            }
        };
    }
}
