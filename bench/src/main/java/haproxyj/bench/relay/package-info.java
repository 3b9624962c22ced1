/**
 * {@code bench/run relay}: what relaying costs, beside HAProxy and nginx. Contestants stand side by side and are loaded in
 * turns; every figure is compared pair by pair.
 *
 * <p>Threading: one command on the main thread; the load comes from child processes or from
 * {@link haproxyj.bench.load}. Figures, ratios, parsers and the report are pure.
 * Read first: {@link haproxyj.bench.relay.RelayCommand}, then {@link haproxyj.bench.relay.Work}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.relay;
