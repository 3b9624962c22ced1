/**
 * The key table: every key with its form, default, places and sentence, and what to say about a key that is not in it.
 * The readers ask it, the reference page and the schema in docs/ are generated from it.
 *
 * <p>Threading: pure and immutable.
 *
 * <p>Read first: {@link haproxyj.proxy.config.keys.Key}, then {@link haproxyj.proxy.config.keys.ProxyKeys}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.config.keys;
