package haproxyj.proxy.admin;

/**
 * What sessions hold beyond their sockets. Immutable.
 *
 * @param pipes open for splicing, those in reserve included
 * @param idlePipes in reserve, empty
 * @param maxPipes limit of these
 * @param pendingOctets memory in use for octets that wait for slow peers
 * @param maxPendingOctets limit of this memory
 */
public record RelayStatus(int pipes, int idlePipes, int maxPipes, long pendingOctets, long maxPendingOctets) {}
