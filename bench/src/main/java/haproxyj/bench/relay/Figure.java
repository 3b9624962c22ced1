package haproxyj.bench.relay;

/**
 * One thing that is measured. Pure.
 *
 * @param key name in the JSON file
 * @param words what the table says, with the unit
 * @param goal for haproxy-j
 * @param floor values below it count as it when a ratio is taken, so that a quotient of two tiny numbers says nothing wild
 */
record Figure(String key, String words, Goal goal, double floor) {
    Figure(String key, String words, Goal goal) {
        this(key, words, goal, 0);
    }
}
