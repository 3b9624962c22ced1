/**
 * Backends at run time: servers, their state, slots and queues.
 *
 * <p>Threading: state changes on the control loop, which publishes one immutable snapshot per change; picking on any event loop.
 *
 * <p>Read first: {@link haproxyj.proxy.backend.ServerPool}, then {@code Backend}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.backend;
