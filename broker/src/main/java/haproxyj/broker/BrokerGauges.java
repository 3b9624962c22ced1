package haproxyj.broker;

/**
 * How much a broker holds at one moment, as the engine counted it.
 *
 * @param queues declared in all virtual hosts
 * @param ready messages waiting for a consumer, of all queues
 * @param unacknowledged messages out with a consumer, of all queues
 * @param memory octets that messages take: in queues, on their way to the engine and to sockets
 * @param alarm whether the memory alarm is set and publishers are blocked
 */
public record BrokerGauges(long queues, long ready, long unacknowledged, long memory, boolean alarm) {

    /** Nothing at all. */
    public static final BrokerGauges NONE = new BrokerGauges(0, 0, 0, 0, false);

    /** Both together. */
    public BrokerGauges plus(BrokerGauges other) {
        return new BrokerGauges(
                queues + other.queues,
                ready + other.ready,
                unacknowledged + other.unacknowledged,
                memory + other.memory,
                alarm || other.alarm);
    }
}
