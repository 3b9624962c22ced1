package haproxyj.bench.failover;

import haproxyj.bench.*;
import java.util.*;

public final class FailoverCommand {
    public static final Set<String> OPTIONS = Set.of();

    public static int run(Home h, Options o) {
        return 2;
    }
}
