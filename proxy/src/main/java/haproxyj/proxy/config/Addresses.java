package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.OneLine;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code host:port} and the like (HAProxy manual 11.1). Names go to the resolver, literals never do. */
final class Addresses {

    private static final Pattern HOST_PORT = Pattern.compile("(\\[[^\\]\\[]*\\]|[^:\\[\\]]*):([0-9]{1,5})");
    private static final Pattern OCTETS = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    /** Path bytes that fit in sockaddr_un. */
    private static final int UNIX_PATH_BYTES = 107;

    private final AddressResolver resolver;
    private final Problems problems;

    Addresses(AddressResolver resolver, Problems problems) {
        this.resolver = resolver;
        this.problems = problems;
    }

    /** An address to listen on: an empty host or * is the IPv4 wildcard, port 0 asks for a free one. */
    Optional<InetSocketAddress> listening(String key, String example, Scalar scalar) {
        return hostPort(key + " wants an address such as " + example, scalar, 0, true);
    }

    /** Where a server listens. */
    Optional<SocketAddress> server(String wants, Scalar scalar) {
        String text = scalar.text();
        if (text.startsWith("/") || text.startsWith("unix@")) {
            return unix(scalar, text.startsWith("/") ? text : text.substring("unix@".length()));
        }
        return hostPort(wants, scalar, 1, false).map(a -> a);
    }

    /** A host with or without a port, for checks that go elsewhere; {@code port} stands in. */
    Optional<InetSocketAddress> checked(Scalar scalar, int port) {
        if (HOST_PORT.matcher(scalar.text()).matches()) {
            return hostPort("addr wants a host, or host:port", scalar, 1, false);
        }
        return host(scalar, scalar.text().replaceAll("^\\[|\\]$", "")).map(h -> new InetSocketAddress(h, port));
    }

    private Optional<SocketAddress> unix(Scalar scalar, String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            problems.error(scalar.position(), "a unix address wants an absolute path, found " + scalar.shown());
            return Optional.empty();
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > UNIX_PATH_BYTES) {
            problems.error(
                    scalar.position(), "a unix path holds at most " + UNIX_PATH_BYTES + " bytes; use a shorter one");
            return Optional.empty();
        }
        return Optional.of(UnixDomainSocketAddress.of(path));
    }

    private Optional<InetSocketAddress> hostPort(String wants, Scalar scalar, int minPort, boolean wildcard) {
        Matcher parts = HOST_PORT.matcher(scalar.text());
        if (!parts.matches()) {
            boolean bare = NAME.matcher(scalar.text()).matches()
                    && !PORT.matcher(scalar.text()).matches();
            problems.error(
                    scalar.position(),
                    wants + ", found " + scalar.shown() + (bare ? " without a port" : ""),
                    meant(scalar.text(), wildcard));
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < minPort || port > 65535) {
            problems.error(
                    scalar.position(), "a port is a number from " + minPort + " to 65535, found " + parts.group(2));
            return Optional.empty();
        }
        String host = parts.group(1);
        boolean all = host.isEmpty() || host.equals("*");
        if (all && !wildcard) {
            problems.error(scalar.position(), wants + ", found " + scalar.shown());
            return Optional.empty();
        }
        if (host.startsWith("[") && host.indexOf(':') < 0) {
            problems.error(scalar.position(), "brackets are for IPv6 addresses, found " + scalar.shown());
            return Optional.empty();
        }
        return host(scalar, all ? "0.0.0.0" : host.replaceAll("[\\[\\]]", "")).map(h -> new InetSocketAddress(h, port));
    }

    private static Optional<String> meant(String text, boolean wildcard) {
        int colon = text.lastIndexOf(':');
        if (PORT.matcher(text).matches()) {
            return wildcard ? Optional.of(":" + text) : Optional.empty();
        }
        if (HOST_PORT.matcher(text.strip().split("\\s+", 2)[0]).matches()) {
            return OneLine.rewrite(text, wildcard ? Section.BIND : Section.SERVER);
        }
        if (colon > 0
                && text.indexOf(':') < colon
                && text.indexOf('[') < 0
                && PORT.matcher(text.substring(colon + 1)).matches()) {
            return Optional.of("[" + text.substring(0, colon) + "]" + text.substring(colon));
        }
        return Optional.empty();
    }

    private Optional<InetAddress> host(Scalar scalar, String host) {
        Optional<InetAddress> found =
                host.contains(":") || OCTETS.matcher(host).matches() ? literal(host) : named(host);
        if (found.isPresent()) {
            return found;
        }
        boolean name = NAME.matcher(host).matches() && !host.matches("[0-9.]+");
        problems.error(
                scalar.position(),
                name
                        ? "cannot resolve host \"" + host + "\"; check the name, or write its IP address"
                        : "not an IP address or host name: " + scalar.shown());
        return Optional.empty();
    }

    private Optional<InetAddress> named(String host) {
        return NAME.matcher(host).matches() && !host.matches("[0-9.]+") ? resolver.resolve(host) : Optional.empty();
    }

    /** Never asks the network: the text holds a colon or is four numbers. */
    private Optional<InetAddress> literal(String host) {
        Matcher octets = OCTETS.matcher(host);
        if (octets.matches()) {
            for (int i = 1; i <= 4; i++) {
                if (Integer.parseInt(octets.group(i)) > 255) {
                    return Optional.empty();
                }
            }
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
