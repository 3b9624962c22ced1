/**
 * {@code bench/run growth}: whether a connection costs the same with many others beside it and with many servers to choose
 * from.
 *
 * <p>Threading: one measurement at a time; {@link haproxyj.bench.growth.Opener} uses a few threads while it runs. The server
 * is a process of its own. Read first: {@link haproxyj.bench.growth.GrowthCommand}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.growth;
