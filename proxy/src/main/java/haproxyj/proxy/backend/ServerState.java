package haproxyj.proxy.backend;

/**
 * Everything that decides whether a server takes connections (HAProxy management 9.3, {@code set server … state}; manual
 * 5.2, {@code track}). Pure and immutable.
 *
 * @param admin the operator's wish
 * @param inherited the wish of the operator for the tracked server; READY without {@code track}
 * @param checkUp verdict of the server's own checks; true without {@code check}
 * @param trackedUp whether the tracked server is up; true without {@code track}
 * @param weight 0 takes no new connections
 */
public record ServerState(Admin admin, Admin inherited, boolean checkUp, boolean trackedUp, int weight) {

    /** What an operator can ask for, the weakest first. */
    public enum Admin {
        /** Takes traffic if healthy. */
        READY,
        /** No new connections; checks go on. */
        DRAIN,
        /** Out of service; checks pause. */
        MAINT
    }

    /** The stronger of the own and the inherited wish. */
    public Admin wish() {
        return admin.compareTo(inherited) >= 0 ? admin : inherited;
    }

    /** Not in maintenance, checks passed, tracked server up. A draining server is up. */
    public boolean up() {
        return wish() != Admin.MAINT && checkUp && trackedUp;
    }

    /** Whether new connections may go there. */
    public boolean usable() {
        return up() && wish() == Admin.READY && weight > 0;
    }

    /** In one word: UP, DRAIN, DOWN or MAINT. */
    public String word() {
        if (wish() == Admin.MAINT) {
            return "MAINT";
        }
        if (!up()) {
            return "DOWN";
        }
        return usable() ? "UP" : "DRAIN";
    }

    /** The same with another wish of the operator. */
    public ServerState with(Admin next) {
        return new ServerState(next, inherited, checkUp, trackedUp, weight);
    }

    /** The same with another verdict of the checks. */
    public ServerState withCheck(boolean up) {
        return new ServerState(admin, inherited, up, trackedUp, weight);
    }

    /** The same, following another server. */
    public ServerState following(ServerState tracked) {
        boolean up = tracked.checkUp() && tracked.trackedUp();
        return new ServerState(admin, tracked.wish(), checkUp, up, weight);
    }
}
