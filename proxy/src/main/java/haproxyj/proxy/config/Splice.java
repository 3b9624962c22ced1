package haproxyj.proxy.config;

/**
 * Which directions may move within the kernel ({@code option splice-auto}, {@code splice-request}, {@code splice-response},
 * HAProxy manual 4.2).
 *
 * @param auto streams that fill buffers are spliced once they do, in either direction
 * @param request from the first octet, client to server
 * @param response from the first octet, server to client
 */
public record Splice(boolean auto, boolean request, boolean response) {

    /** What applies when nothing is said: adaptive. */
    public static final Splice AUTO = new Splice(true, false, false);

    /** Everything is copied. */
    public static final Splice OFF = new Splice(false, false, false);

    /**
     * What applies to a connection through two sections. As in HAProxy either may force a direction; {@code auto}, which is on
     * unless somebody says otherwise, is off when either says so.
     */
    public Splice with(Splice other) {
        return new Splice(auto && other.auto, request || other.request, response || other.response);
    }

    static Splice read(Scope options) {
        return new Splice(options.flag("splice-auto"), options.flag("splice-request"), options.flag("splice-response"));
    }
}
