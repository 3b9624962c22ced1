package haproxyj.bench.relay;

import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.NginxPeer;
import java.io.IOException;

/** The server behind everybody for small requests: one nginx worker that answers from its configuration. */
final class HttpOrigin {
    /** Octets of the body; the whole answer has some 190. */
    private static final String BODY = "0123456789".repeat(4);

    private static final int CONNECTIONS = 18_000;

    private HttpOrigin() {}

    /** Starts it on 127.0.0.1. */
    static void start(Workspace workspace, int port) throws IOException, InterruptedException {
        NginxPeer.start(workspace, "http-origin", configuration(port), port);
    }

    private static String configuration(int port) {
        return """
                daemon off;
                pid http-origin.pid;
                error_log stderr warn;
                worker_processes 1;
                events { worker_connections %d; }
                http {
                  access_log off;
                  client_body_temp_path origin-body;
                  proxy_temp_path origin-proxy;
                  fastcgi_temp_path origin-fastcgi;
                  uwsgi_temp_path origin-uwsgi;
                  scgi_temp_path origin-scgi;
                  keepalive_requests 1000000000;
                  keepalive_timeout 1h;
                  client_header_timeout 1h;
                  server {
                    listen 127.0.0.1:%d backlog=4096;
                    location / { default_type text/plain; return 200 "%s"; }
                  }
                }
                """.formatted(CONNECTIONS, port, BODY);
    }
}
