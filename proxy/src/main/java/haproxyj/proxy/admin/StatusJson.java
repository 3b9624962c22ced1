package haproxyj.proxy.admin;

/** The JSON of {@code /api}: the snapshot's records with their own field names. Pure; any thread. */
final class StatusJson {

    private StatusJson() {}

    /** {@code /api/status}: everything, servers inside their backends. */
    static String status(StatusSnapshot snapshot) {
        JsonWriter json = new JsonWriter().object();
        process(json, snapshot.process());
        json.name("frontends").array(snapshot.frontends(), StatusJson::frontend);
        json.name("backends").array(snapshot.backends(), StatusJson::backend);
        json.name("brokers").array(snapshot.brokers(), StatusJson::broker);
        return json.endObject().toString();
    }

    /** {@code /api/frontends}: an array. */
    static String frontends(StatusSnapshot snapshot) {
        return new JsonWriter()
                .array(snapshot.frontends(), StatusJson::frontend)
                .toString();
    }

    /** {@code /api/backends}: an array, servers inside. */
    static String backends(StatusSnapshot snapshot) {
        return new JsonWriter().array(snapshot.backends(), StatusJson::backend).toString();
    }

    /** {@code /api/servers}: a flat array of all servers of all backends. */
    static String servers(StatusSnapshot snapshot) {
        record InBackend(String backend, ServerStatus server) {}
        return new JsonWriter()
                .array(
                        snapshot.backends().stream()
                                .flatMap(b -> b.servers().stream().map(s -> new InBackend(b.name(), s)))
                                .toList(),
                        (json, s) -> server(json, s.backend(), s.server()))
                .toString();
    }

    private static void process(JsonWriter json, ProcessStatus process) {
        JvmStats jvm = process.jvm();
        json.name("process").object();
        json.field("version", process.version());
        json.field("pid", jvm.pid());
        json.field("startEpochSeconds", jvm.startEpochSeconds());
        json.field("uptimeSeconds", jvm.uptimeSeconds());
        json.field("eventLoops", process.eventLoops());
        json.field("maxConnections", process.maxConnections());
        json.field("currentConnections", process.currentConnections());
        json.field("totalConnections", process.totalConnections());
        json.field("droppedLogs", process.droppedLogs());
        json.field("stopping", process.stopping());
        RelayStatus relay = process.relay();
        json.field("pipes", relay.pipes()).field("idlePipes", relay.idlePipes()).field("maxPipes", relay.maxPipes());
        json.field("pendingBytes", relay.pendingOctets()).field("maxPendingBytes", relay.maxPendingOctets());
        json.field("threads", jvm.threads());
        json.field("heapUsedBytes", jvm.heapUsedBytes());
        jvm.heapMaxBytes().ifPresent(v -> json.field("heapMaxBytes", v));
        jvm.openDescriptors().ifPresent(v -> json.field("openDescriptors", v));
        jvm.maxDescriptors().ifPresent(v -> json.field("maxDescriptors", v));
        json.endObject();
    }

    private static void frontend(JsonWriter json, FrontendStatus frontend) {
        json.object();
        json.field("name", frontend.name());
        json.name("addresses").array(frontend.addresses(), JsonWriter::value);
        json.field("state", frontend.state().name());
        json.field("limit", frontend.limit());
        json.field("connections", frontend.connections());
        counters(json, frontend.counters());
        json.endObject();
    }

    private static void backend(JsonWriter json, BackendStatus backend) {
        json.object();
        json.field("name", backend.name());
        json.field("algorithm", backend.algorithm());
        json.field("state", backend.up() ? "UP" : "DOWN");
        json.field("usableActive", backend.usableActive());
        json.field("usableBackup", backend.usableBackup());
        json.field("lastChangeSeconds", backend.lastChangeSeconds());
        json.field("downtimeSeconds", backend.downtimeSeconds());
        json.field("downTransitions", backend.downTransitions());
        counters(json, backend.counters());
        json.name("servers").array(backend.servers(), (j, s) -> server(j, backend.name(), s));
        json.endObject();
    }

    private static void server(JsonWriter json, String backend, ServerStatus server) {
        json.object();
        json.field("backend", backend);
        json.field("name", server.name());
        json.field("address", server.address());
        json.field("status", server.status());
        json.field("state", server.condition().name());
        json.field("weight", server.weight());
        json.field("configuredWeight", server.configuredWeight());
        json.field("backup", server.backup());
        json.field("maxConnections", server.maxConnections());
        json.field("maxQueue", server.maxQueue());
        json.field("lastChangeSeconds", server.lastChangeSeconds());
        json.field("downtimeSeconds", server.downtimeSeconds());
        if (server.checked()) {
            json.name("check").object();
            json.field("status", server.checkStatus());
            json.field("description", server.checkDescription());
            json.field("durationMillis", server.checkDurationMillis());
            json.field("failures", server.failedChecks());
            json.field("downTransitions", server.downTransitions());
            json.endObject();
        }
        counters(json, server.counters());
        json.endObject();
    }

    private static void counters(JsonWriter json, CounterValues c) {
        json.name("counters").object();
        json.field("current", c.current()).field("max", c.max()).field("queued", c.queued());
        json.field("total", c.total()).field("selected", c.selected());
        json.field("bytesIn", c.bytesIn()).field("bytesOut", c.bytesOut());
        json.field("requestErrors", c.requestErrors());
        json.field("connectErrors", c.connectErrors());
        json.field("responseErrors", c.responseErrors());
        json.field("retries", c.retries()).field("redispatches", c.redispatches());
        json.field("serverAborts", c.serverAborts()).field("clientAborts", c.clientAborts());
        json.endObject();
    }

    private static void broker(JsonWriter json, BrokerStatus broker) {
        json.object();
        json.field("name", broker.name());
        json.field("connections", broker.connections()).field("channels", broker.channels());
        json.field("queues", broker.queues()).field("messagesReady", broker.messagesReady());
        json.field("unacknowledged", broker.unacknowledged()).field("memory", broker.memory());
        json.field("alarm", broker.alarm());
        json.field("published", broker.published()).field("delivered", broker.delivered());
        json.field("acked", broker.acked()).field("protocolErrors", broker.protocolErrors());
        json.endObject();
    }
}
