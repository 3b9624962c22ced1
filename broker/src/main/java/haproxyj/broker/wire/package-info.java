/**
 * AMQP 0-9-1 on the wire: frames, methods, field tables, content headers. Pure: buffers in, records out, and back.
 *
 * <p>Threading: no state but the decoder's, which belongs to its connection's event loop.
 *
 * <p>Read first: {@code MethodTable}, the protocol's method list as data, from which codec and names come.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.wire;
