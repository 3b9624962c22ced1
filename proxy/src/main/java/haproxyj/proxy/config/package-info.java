/**
 * Configuration: YAML tokens to a located tree to records; every error at once.
 *
 * <p>Three kinds of files: the records of a finished configuration ({@code …Config}), the key table ({@code Keys} and its
 * rows in {@code …Keys}), from which the reference page and the schema in docs/ are generated, and the readers
 * ({@code …Reader}), one per kind of section. A new key is one row in the table and one line in a reader.
 *
 * <p>Threading: pure; records are immutable; a reader belongs to the thread that reads. Only {@link
 * haproxyj.proxy.config.SystemResolver} asks the network, only {@link haproxyj.proxy.config.ConfigFile} the disk.
 *
 * <p>Read first: {@link haproxyj.proxy.config.Config}, then {@link haproxyj.proxy.config.ConfigReader}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.config;
