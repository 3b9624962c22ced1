/**
 * Configuration: YAML tokens to a located tree to records; every error at once.
 *
 * <p>Threading: pure; records are immutable.
 *
 * <p>Read first: {@link haproxyj.proxy.config.Config}, then {@code ConfigReader}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.config;
