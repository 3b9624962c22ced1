package haproxyj.broker;

/**
 * How much memory messages may take before publishers are blocked ({@code vm_memory_high_watermark} in RabbitMQ's
 * words): a share of the largest heap, or a number of octets.
 *
 * @param relative share of the largest heap, above 0 and at most 1; 0 when {@code absolute} counts
 * @param absolute octets; 0 when {@code relative} counts
 */
public record MemoryWatermark(double relative, long absolute) {
    /** RabbitMQ's share. Other brokers of the process, connections and the proxy itself live on the rest. */
    public static final MemoryWatermark DEFAULT = relative(0.4);

    /** A share of the largest heap. */
    public static MemoryWatermark relative(double share) {
        return new MemoryWatermark(share, 0);
    }

    /** A number of octets. */
    public static MemoryWatermark absolute(long octets) {
        return new MemoryWatermark(0, octets);
    }

    /** Octets, given the largest heap of the process. */
    public long octets(long maxHeap) {
        return absolute > 0 ? absolute : (long) (relative * maxHeap);
    }
}
