package haproxyj.proxy.config;

import haproxyj.proxy.config.cfg.CfgReader;
import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Located.Sequence;
import haproxyj.proxy.config.tree.Problems;
import haproxyj.proxy.config.tree.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes files in HAProxy's language as one YAML file that means the same. Pure. */
public final class Converter {

    private Converter() {}

    /**
     * The YAML of some files without errors; variables are replaced by what they stand for now.
     *
     * @param sources in HAProxy's language, in the order of the command line
     * @param environment for variables
     */
    public static String yaml(List<ConfigSource> sources, Map<String, String> environment) {
        Mapping tree = CfgReader.read(sources, environment, new Problems(sources));
        String names = sources.stream()
                .map(s -> s.name().replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(", "));
        return "# Written by haproxy-j convert from " + names + ".\n"
                + "# Comments are not taken over. Every key is explained in docs/configuration.md.\n\n"
                + TreeWriter.write(shortOptions(tree));
    }

    /** Options that are all switched on are a list of their names. */
    private static Mapping shortOptions(Mapping mapping) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            Located value = entry.value();
            if (value instanceof Mapping inner) {
                boolean names = entry.key().equals("option")
                        && inner.entries().stream()
                                .allMatch(e -> e.value() instanceof Scalar s
                                        && s.text().equals("true"));
                value = names
                        ? new Sequence(
                                inner.position(),
                                inner.entries().stream()
                                        .map(e -> (Located) new Scalar(e.position(), e.key(), Located.Kind.TEXT))
                                        .toList())
                        : shortOptions(inner);
            }
            entries.add(new Entry(entry.key(), entry.position(), value));
        }
        return new Mapping(mapping.position(), List.copyOf(entries));
    }
}
