package haproxyj.proxy.config;

/** {@code mode} of a proxy section. */
public enum Mode {
    /** Blind relay of bytes. */
    TCP
}
