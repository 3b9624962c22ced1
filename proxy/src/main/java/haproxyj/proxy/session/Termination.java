package haproxyj.proxy.session;

/**
 * How a session ended: HAProxy's two letters (manual 8.5). Immutable, pure.
 *
 * @param cause who or what ended it first
 * @param phase where it was then
 */
public record Termination(Cause cause, Phase phase) {

    /** First letter. */
    public enum Cause {
        /** Both sides finished. */
        NORMAL('-'),
        /** The client aborted. */
        CLIENT('C'),
        /** The server aborted, refused or could not be reached. */
        SERVER('S'),
        /** {@code timeout client}, {@code client-fin} or {@code tunnel}: the client was awaited. */
        CLIENT_TIMEOUT('c'),
        /** {@code timeout connect}, {@code server}, {@code server-fin}, {@code tunnel} or {@code queue}. */
        SERVER_TIMEOUT('s'),
        /** The proxy refused, such as a malformed PROXY header. */
        PROXY('P'),
        /** Descriptors, ports or memory ran out. */
        RESOURCES('R'),
        /** The server went down with {@code on-marked-down shutdown-sessions}. */
        SERVER_DOWN('D'),
        /** An active server came up with {@code on-marked-up shutdown-backup-sessions}. */
        BACKUP_LEFT('U'),
        /** An administrator ended it. */
        KILLED('K');

        private final char letter;

        Cause(char letter) {
            this.letter = letter;
        }

        /** Who is behind a kill; anything but D and U is an administrator. */
        public static Cause ofKill(char letter) {
            return letter == 'D' ? SERVER_DOWN : letter == 'U' ? BACKUP_LEFT : KILLED;
        }
    }

    /** Second letter. */
    public enum Phase {
        /** The PROXY header of the client was awaited (HAProxy's R, the request). */
        HEADER('R'),
        /** Waiting for a slot. */
        QUEUE('Q'),
        /** Connecting, or waiting between two attempts. */
        CONNECT('C'),
        /** Octets may flow both ways. */
        DATA('D'),
        /** The server is done, the last octets are on their way to the client. */
        LAST('L'),
        /** After the end. */
        NORMAL('-');

        private final char letter;

        Phase(char letter) {
            this.letter = letter;
        }
    }

    /** Both sides finished by themselves. */
    public static final Termination NORMAL_END = new Termination(Cause.NORMAL, Phase.NORMAL);

    /** An attempt to connect was the last one. */
    public static Termination ofConnect(ConnectFailure why) {
        return new Termination(
                switch (why) {
                    case REFUSED, UNREACHABLE -> Cause.SERVER;
                    case TIMEOUT -> Cause.SERVER_TIMEOUT;
                    case RESOURCES -> Cause.RESOURCES;
                },
                Phase.CONNECT);
    }

    /** A side broke while octets could flow. */
    public static Termination ofReset(Side side, boolean serverDone) {
        return new Termination(side == Side.CLIENT ? Cause.CLIENT : Cause.SERVER, data(serverDone));
    }

    /** A side was awaited in vain while octets could flow. */
    public static Termination ofIdle(Side side, boolean serverDone) {
        return new Termination(side == Side.CLIENT ? Cause.CLIENT_TIMEOUT : Cause.SERVER_TIMEOUT, data(serverDone));
    }

    private static Phase data(boolean serverDone) {
        return serverDone ? Phase.LAST : Phase.DATA;
    }

    /** The two letters. */
    public String letters() {
        return String.valueOf(new char[] {cause.letter, phase.letter});
    }
}
