/**
 * PROXY protocol versions 1 and 2: the header as a record, bytes in and out.
 *
 * <p>Threading: pure.
 *
 * <p>Read first: {@code ProxyHeader}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.proxyprotocol;
