package haproxyj.broker.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Looks up rows of {@link MethodSpec} by their numbers and tells how they belong together. */
public final class MethodTable {
    private static final int METHODS_PER_CLASS = 128;
    private static final int CLASSES = 128;
    private static final Optional<MethodSpec>[] BY_ID = index();
    private static final Map<MethodSpec, MethodSpec> REPLIES = replies();

    private MethodTable() {}

    /** The row with these numbers, empty when the protocol has none. */
    public static Optional<MethodSpec> find(int classId, int methodId) {
        return classId < CLASSES && methodId < METHODS_PER_CLASS
                ? BY_ID[classId * METHODS_PER_CLASS + methodId]
                : Optional.empty();
    }

    /** The method that answers this one, e.g. queue.declare-ok; empty for methods nobody answers. */
    public static Optional<MethodSpec> reply(MethodSpec method) {
        return Optional.ofNullable(REPLIES.get(method));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Optional<MethodSpec>[] index() {
        Optional<MethodSpec>[] index = new Optional[CLASSES * METHODS_PER_CLASS];
        Arrays.fill(index, Optional.empty());
        for (MethodSpec spec : MethodSpec.values()) {
            index[spec.classId() * METHODS_PER_CLASS + spec.methodId()] = Optional.of(spec);
        }
        return index;
    }

    private static Map<MethodSpec, MethodSpec> replies() {
        Map<MethodSpec, MethodSpec> replies = new HashMap<>();
        for (MethodSpec method : MethodSpec.values()) {
            for (MethodSpec answer : MethodSpec.values()) {
                if (answer.name().equals(method.name() + "_OK")) {
                    replies.put(method, answer);
                }
            }
        }
        return Map.copyOf(replies);
    }
}
