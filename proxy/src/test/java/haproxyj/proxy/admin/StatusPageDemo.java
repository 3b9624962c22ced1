package haproxyj.proxy.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Serves the page with made-up numbers until its standard input ends, for looking at it in a browser. */
final class StatusPageDemo {

    private StatusPageDemo() {}

    public static void main(String[] args) throws IOException {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (AdminServer server = new AdminServer(address, SampleStatus::snapshot, () -> true)) {
            System.out.println("http:/" + server.address() + "/");
            while (System.in.read() >= 0) {
                // until the end of the input
            }
        }
    }
}
