/**
 * One client with one server: connect, retry, redispatch, queue, timeouts, end code.
 *
 * <p>Threading: a session belongs to the event loop of its client connection.
 *
 * <p>Read first: {@code Session}, then {@code Transport} (the port to the sockets) and {@code ServerSearch} (retries).
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.session;
