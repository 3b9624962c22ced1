package haproxyj.proxy.admin;

import java.util.List;

/**
 * Everything the statistics show, at one moment. Immutable; made anew for each request.
 *
 * @param process the process
 * @param frontends in file order
 * @param backends in file order
 * @param brokers in file order
 */
public record StatusSnapshot(
        ProcessStatus process,
        List<FrontendStatus> frontends,
        List<BackendStatus> backends,
        List<BrokerStatus> brokers) {

    /** Copies the lists. */
    public StatusSnapshot {
        frontends = List.copyOf(frontends);
        backends = List.copyOf(backends);
        brokers = List.copyOf(brokers);
    }
}
