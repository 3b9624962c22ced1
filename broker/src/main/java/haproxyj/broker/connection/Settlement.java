package haproxyj.broker.connection;

/** How a delivery ends. */
enum Settlement {
    /** basic.ack: the message is done. */
    ACK,
    /** basic.reject or nack with requeue, recover, end of channel: back to its place. */
    REQUEUE,
    /** basic.reject or nack without requeue: dropped or dead-lettered. */
    REJECT
}
