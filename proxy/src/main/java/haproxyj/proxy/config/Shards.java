package haproxyj.proxy.config;

/** How the connections of one {@code bind} get to the event loops ({@code shards}, HAProxy manual 5.1). */
public enum Shards {
    /** One listening socket that all loops watch; whoever is awake first accepts. */
    SHARED("1"),
    /** One SO_REUSEPORT socket per event loop; the kernel chooses by a hash of the addresses. */
    BY_THREAD("by-thread"),
    /** One socket watched by one loop, which hands each connection to the least loaded loop. */
    ACCEPTOR("acceptor");

    private final String word;

    Shards(String word) {
        this.word = word;
    }

    /** As written in a file. */
    public String word() {
        return word;
    }

    /** @param word one that the key table has checked */
    static Shards of(String word) {
        for (Shards shards : values()) {
            if (shards.word.equals(word)) {
                return shards;
            }
        }
        throw new IllegalArgumentException(word);
    }
}
