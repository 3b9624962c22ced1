/**
 * Listeners: bind, accept, maxconn, PROXY protocol in.
 *
 * <p>Threading: a listener belongs to its accepting event loop.
 *
 * <p>Read first: {@code Frontend}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.frontend;
