package haproxyj.proxy.balance;

/** A candidate whose load the test sets. */
final class Seat implements Candidate {
    final String name;
    final int weight;
    int load;
    boolean full;

    Seat(String name, int weight) {
        this.name = name;
        this.weight = weight;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public int load() {
        return load;
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public String toString() {
        return name;
    }
}
