/**
 * Child processes, temporary folders and free ports, all of which end with the command.
 *
 * <p>Threading: {@link haproxyj.bench.process.Workspace} is thread-safe; each child has one reader thread of its own.
 * Read first: {@link haproxyj.bench.process.Workspace}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.process;
