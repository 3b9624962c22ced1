/**
 * The relay for plain TCP on Linux: a session's two sockets as file descriptors on Netty's event loop, without channels.
 * Edge-triggered, one scratch buffer per loop, buffers only while a peer is slow, splice for streams that fill buffers.
 *
 * <p>Threading: everything belongs to one event loop, whose {@code FdLoop} holds what its sessions share.
 *
 * <p>Read first: {@code FdTransport}, then {@code FdSide}; {@code Descriptor} alone touches Netty's public internals.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.relay.fd;
