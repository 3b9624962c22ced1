package haproxyj.bench.proxy;

/** Writes a {@link ProxySpec} as the configuration of nginx with its stream module. Pure. */
final class NginxConf {
    /** Where Debian's libnginx-mod-stream puts the module. */
    static final String MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so";

    private NginxConf() {}

    /** The text of the file. nginx has one idle timeout for both sides; the client's is taken. */
    static String write(ProxySpec spec) {
        StringBuilder out = new StringBuilder("load_module ").append(MODULE).append(";\n");
        out.append("daemon off;\npid nginx-stream.pid;\nerror_log stderr warn;\n");
        out.append("worker_processes ").append(spec.threads()).append(";\n");
        // A connection through nginx takes two of its connections.
        out.append("events { worker_connections ").append(2 * spec.maxconn()).append("; }\nstream {\n");
        if (spec.accessLog()) {
            out.append("  log_format tcp '$remote_addr:$remote_port [$time_local] $upstream_addr $session_time"
                    + " $bytes_sent $status';\n  access_log access.log tcp;\n");
        } else {
            out.append("  access_log off;\n");
        }
        spec.listens().forEach(listen -> section(out, listen));
        return out.append("}\n").toString();
    }

    private static void section(StringBuilder out, ProxySpec.Listen listen) {
        out.append("  upstream ").append(listen.name()).append(" {");
        listen.servers()
                .forEach(server ->
                        out.append(" server 127.0.0.1:").append(server.port()).append(';'));
        out.append(" }\n  server { listen 127.0.0.1:").append(listen.port()).append(" backlog=4096; ");
        timeout(out, listen, "connect", "proxy_connect_timeout");
        timeout(out, listen, "client", "proxy_timeout");
        out.append("proxy_pass ").append(listen.name()).append("; }\n");
    }

    private static void timeout(StringBuilder out, ProxySpec.Listen listen, String name, String directive) {
        Integer millis = listen.timeouts().get(name);
        if (millis != null) {
            out.append(directive).append(' ').append(millis).append("ms; ");
        }
    }
}
