package haproxyj.broker.connection;

import haproxyj.broker.VirtualHost;

/**
 * What the handshake agreed on.
 *
 * @param user login name
 * @param hostName name of the virtual host
 * @param host the virtual host, owned by the engine
 * @param channelMax highest channel number
 * @param frameMax octets
 * @param cancelNotify whether the client understands basic.cancel from the broker
 */
record Login(String user, String hostName, VirtualHost host, int channelMax, int frameMax, boolean cancelNotify) {

    /** For log lines. */
    String describe() {
        return "vhost: '" + hostName + "', user: '" + user + "'";
    }
}
