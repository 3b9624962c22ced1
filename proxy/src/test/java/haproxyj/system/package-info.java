/**
 * System tests: the shipped command as a user starts it, with real clients and real faults.
 *
 * <p>Read first: {@link haproxyj.system.HaproxyJ}, the started process.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.system;
