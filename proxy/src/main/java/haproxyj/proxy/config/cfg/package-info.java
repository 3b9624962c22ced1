/**
 * HAProxy's own language: statements of words to the same located tree that YAML becomes, so that the readers behind it
 * give the same configuration and the same messages for both.
 *
 * <p>The way: lines to words ({@link haproxyj.proxy.config.cfg.WordSplitter}) → statements in sections ({@link
 * haproxyj.proxy.config.cfg.CfgReader}) → one class per kind of line, each filling a {@link
 * haproxyj.proxy.config.cfg.Draft} → sections with what they inherit ({@link haproxyj.proxy.config.cfg.Inheritance}).
 * Keys, forms and places come from the key table; {@link haproxyj.proxy.config.cfg.Tolerated} lists what is read without
 * effect.
 *
 * <p>Threading: pure; everything belongs to the thread that reads.
 *
 * <p>Read first: {@link haproxyj.proxy.config.cfg.CfgReader}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.config.cfg;
