/**
 * Configuration: text to a located tree to records; every error at once.
 *
 * <p>The tree and YAML are in {@code config.tree}, the key table in {@code config.keys}, HAProxy's own language in {@code
 * config.cfg}; those three do not know this package. Here are the records of a finished configuration ({@code …Config}) and
 * the readers ({@code …Reader}), one per kind of section, which serve both languages. A new key is one row in the table and
 * one line in a reader.
 *
 * <p>Threading: pure; records are immutable; a reader belongs to the thread that reads. Only {@link
 * haproxyj.proxy.config.SystemResolver} asks the network, only {@link haproxyj.proxy.config.ConfigFile} the disk.
 *
 * <p>Read first: {@link haproxyj.proxy.config.Config}, then {@link haproxyj.proxy.config.ConfigReader}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.config;
