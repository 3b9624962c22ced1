package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code bind} line (HAProxy manual 5.1): addresses between commas, then settings that hold for each of them. */
final class BindLine {

    private BindLine() {}

    static void read(Statement line, String where, Settings settings, Draft section, Problems problems) {
        Optional<Word> addresses = line.word(1);
        if (addresses.isEmpty()) {
            problems.error(line.head().at(), "bind wants an address such as 0.0.0.0:5672, found the end of the line");
            return;
        }
        Draft said = new Draft(line.head().at(), problems);
        settings.read(line.from(2), Section.BIND, "bind of " + where, said);
        List<Entry> entries = said.mapping().entries();
        for (Scalar address : AddressText.list(addresses.get(), problems)) {
            if (entries.isEmpty()) {
                section.append("bind", line.head().at(), address);
            } else {
                List<Entry> whole = new ArrayList<>(List.of(new Entry("address", address.position(), address)));
                whole.addAll(entries);
                section.append("bind", line.head().at(), new Mapping(address.position(), List.copyOf(whole)));
            }
        }
    }
}
