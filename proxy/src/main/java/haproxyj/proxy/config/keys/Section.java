package haproxyj.proxy.config.keys;

/** The places of a file that have keys of their own. */
public enum Section {
    /** The left margin: sections themselves. */
    FILE("the file", "Left margin of the file."),
    /** Process-wide settings. */
    GLOBAL("global", "Settings of the whole process. May stand in one file only."),
    /** What frontends, backends and listens inherit. */
    DEFAULTS(
            "defaults",
            "What every frontend, backend and listen inherits unless it says otherwise. May stand in one file only."),
    /** The client side. */
    FRONTEND("frontend", "The client side: where to listen, and which backend serves."),
    /** The server side. */
    BACKEND("backend", "The server side: servers, how one is chosen, how they are checked."),
    /** Frontend and backend in one. */
    LISTEN("listen", "A frontend and a backend of the same name in one section."),
    /** One server of a backend or listen. */
    SERVER(
            "server",
            "One server, under `server:` of a backend or listen. `rb1: 10.0.0.1:5672` is short for `rb1: {address: 10.0.0.1:5672}`."),
    /** What the servers of a section inherit. */
    DEFAULT_SERVER("default-server", "What the servers of the section (or, in defaults, of all sections) inherit."),
    /** One listening address, written out. */
    BIND("bind", "One listening address, when `host:port` alone does not say enough."),
    /** One step of a check script. */
    STEP("tcp-check", "One step of a check script; exactly one of the send and expect keys."),
    /** Settings of option amqp-check. */
    AMQP_CHECK("amqp-check", "Settings of `option: {amqp-check: {…}}`."),
    /** One embedded broker. */
    BROKER("broker", "An embedded AMQP 0-9-1 broker, in RabbitMQ's words.");

    private final String title;
    private final String about;

    Section(String title, String about) {
        this.title = title;
        this.about = about;
    }

    /** As written in a file. */
    public String title() {
        return title;
    }

    /** For the reference page. */
    public String about() {
        return about;
    }
}
