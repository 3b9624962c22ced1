package haproxyj.proxy.config;

/** {@code option fall-through}: whether a failed connect goes on to the next usable server within the same client connection. */
public enum FallThrough {
    /** When the only usable active server refused. The default. */
    AUTO,
    /** Whenever a server refused or could not be reached, backups included. */
    ON,
    /** Never: HAProxy's behaviour. */
    OFF
}
