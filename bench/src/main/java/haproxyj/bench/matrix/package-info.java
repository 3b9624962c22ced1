/**
 * The closing matrix: what happens to a connection through the proxy when one side ends it, in every state it can be in.
 *
 * <p>Threading: a {@link haproxyj.bench.matrix.Scenario} and its {@link haproxyj.bench.matrix.Peer}s belong to one thread;
 * {@link haproxyj.bench.matrix.Outcome} and {@link haproxyj.bench.matrix.Comparison} are pure.
 * Read first: {@link haproxyj.bench.matrix.Cell}, then {@link haproxyj.bench.matrix.Scenario}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.matrix;
