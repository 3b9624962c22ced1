package haproxyj.proxy.backend;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line per event, in HAProxy's words. */
public final class LogServerEvents implements ServerEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LogServerEvents.class);

    @Override
    public void stateChanged(ServerEvent event) {
        if (event.worse()) {
            LOG.warn("{}", event.text());
        } else {
            LOG.info("{}", event.text());
        }
    }

    @Override
    public void checkCounted(CheckEvent event) {
        LOG.info("{}", event.text());
    }

    @Override
    public void availability(String backend, boolean available) {
        if (!available) {
            LOG.error("backend {} has no server available!", backend);
        }
    }
}
