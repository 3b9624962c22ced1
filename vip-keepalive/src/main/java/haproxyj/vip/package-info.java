/**
 * Floating IP addresses: the VRRP instance, the advertisement codec and the edge that holds addresses (RFC 9568).
 *
 * <p>Nothing is built here yet: a {@code vrrp_instance} section in a configuration is refused with a message that says
 * so. The package stands so that the direction of dependencies is fixed from the start.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.vip;
