package auctions.ingestor.topic;

/**
 * What the topic can hold.
 *
 * @param requestBytesMax how large one batch may be: the topic's {@code max.message.bytes}
 */
public record TopicLimits(int requestBytesMax) {

    /** What a batch of one record has beside the record's key and value: batch and record head, header, request. */
    private static final int OVERHEAD_BYTES = 512;

    /** How large key and value of one record may be together. */
    int recordBytesMax() {
        return requestBytesMax - OVERHEAD_BYTES;
    }
}
