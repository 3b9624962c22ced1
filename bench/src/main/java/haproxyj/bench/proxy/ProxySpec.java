package haproxyj.bench.proxy;

import java.util.List;
import java.util.Map;

/**
 * What a contestant is to run, in the terms both configuration languages share.
 *
 * @param threads event loops, {@code nbthread}
 * @param maxconn connections of the whole process
 * @param accessLog whether each connection leaves a line in tcplog format
 * @param listens sections
 */
public record ProxySpec(int threads, int maxconn, boolean accessLog, List<Listen> listens) {
    private static final int MAXCONN = 8_000;

    /** With 8,000 connections and an access log. */
    public ProxySpec(int threads, List<Listen> listens) {
        this(threads, MAXCONN, true, listens);
    }

    /** The same with other sections. */
    public ProxySpec with(List<Listen> others) {
        return new ProxySpec(threads, maxconn, accessLog, others);
    }

    /**
     * A {@code listen} section in TCP mode.
     *
     * @param name section name
     * @param port on 127.0.0.1
     * @param timeouts name ({@code connect}, {@code client-fin}…) to milliseconds
     * @param retries after the first attempt
     * @param options what follows the word option, one entry each
     * @param servers in order
     */
    public record Listen(
            String name,
            int port,
            Map<String, Integer> timeouts,
            int retries,
            List<String> options,
            List<Server> servers) {}

    /**
     * One server on 127.0.0.1.
     *
     * @param name in its section
     * @param port where it listens
     * @param keywords of HAProxy's server line in order; an empty value is a keyword without argument
     */
    public record Server(String name, int port, Map<String, String> keywords) {}
}
