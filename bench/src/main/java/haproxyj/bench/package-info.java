/**
 * Side-by-side measurements of haproxy-j and its peers, as a black box: sockets and the shipped command only.
 *
 * <p>Threading: {@link haproxyj.bench.Main} runs one command on the main thread.
 * Read first: {@link haproxyj.bench.Main}, then the package of the command.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench;
