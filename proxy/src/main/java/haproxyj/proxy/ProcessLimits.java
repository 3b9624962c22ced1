package haproxyj.proxy;

import haproxyj.proxy.config.Config;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.config.GlobalConfig;
import haproxyj.proxy.config.Shards;
import haproxyj.proxy.relay.RelayKind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits of the process that hold: those of the configuration, lowered to what its descriptors allow (docs/decisions/0019-limits.md).
 * Immutable.
 *
 * @param maxconn client connections at once
 * @param maxpipes pipes at once
 */
record ProcessLimits(int maxconn, int maxpipes) {
    private static final Logger LOG = LoggerFactory.getLogger("haproxy-j");

    /** The server's side of its statistics: a listening socket and a selector with its wake-up. */
    private static final int STATISTICS = 3;

    /**
     * Asks the kernel for the limit and says so when it does not suffice. Before anything is opened.
     *
     * @throws StartException hardly any connection would fit
     */
    static ProcessLimits atStart(Config config, RelayKind kind) throws StartException {
        Optional<OpenFiles> files = OpenFiles.read();
        if (files.isEmpty()) {
            return new ProcessLimits(config.global().maxconn(), config.global().maxpipes());
        }
        DescriptorPlan.Wish wish = wish(config, kind, files.get().open());
        long limit = files.get().limit();
        DescriptorPlan plan = DescriptorPlan.of(limit, wish);
        if (!plan.works(wish)) {
            throw new StartException("too few open files for a start: " + plan.explained(limit, wish));
        }
        if (!plan.fulfils(wish)) {
            tell(config.global(), plan, plan.explained(limit, wish));
        }
        return new ProcessLimits(plan.maxconn(), plan.maxpipes());
    }

    /** Whoever asked for a number is warned; a default is not that important. */
    private static void tell(GlobalConfig global, DescriptorPlan plan, String what) {
        boolean asked = (global.maxconnGiven() && plan.maxconn() < global.maxconn())
                || (global.maxpipesGiven() && plan.maxpipes() < global.maxpipes());
        if (asked) {
            LOG.warn(what);
        } else {
            LOG.info(what);
        }
    }

    private static DescriptorPlan.Wish wish(Config config, RelayKind kind, int open) {
        GlobalConfig global = config.global();
        int listeners = global.stats().isPresent() ? STATISTICS : 0;
        for (FrontendConfig each : config.frontends()) {
            listeners += each.binds().stream()
                    .mapToInt(bind -> bind.shards() == Shards.BY_THREAD ? global.threads() : 1)
                    .sum();
        }
        listeners += config.brokers().stream().mapToInt(b -> b.binds().size()).sum();
        long checks = config.backends().stream()
                .flatMap(backend -> backend.servers().stream())
                .filter(server -> server.check().isPresent())
                .count();
        boolean splices = kind == RelayKind.DESCRIPTORS && !global.nosplice();
        return new DescriptorPlan.Wish(
                global.maxconn(),
                splices ? global.maxpipes() : 0,
                config.brokers().isEmpty() ? 2 : 3,
                open,
                global.threads(),
                listeners,
                Math.toIntExact(checks));
    }
}
