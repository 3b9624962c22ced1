/**
 * What every language of configuration becomes: a tree of keys and values, each with its place, and the findings about it.
 *
 * <p>{@link haproxyj.proxy.config.tree.TreeReader} reads the tree from YAML, {@link
 * haproxyj.proxy.config.tree.TreeWriter} writes it as YAML. Nothing here knows which keys there are.
 *
 * <p>Threading: pure; trees are immutable; {@link haproxyj.proxy.config.tree.Problems} belongs to the thread that reads.
 *
 * <p>Read first: {@link haproxyj.proxy.config.tree.Located}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.config.tree;
