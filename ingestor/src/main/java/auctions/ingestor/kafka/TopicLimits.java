package auctions.ingestor.kafka;

/**
 * What the topic can hold, and what its cluster can promise.
 *
 * @param requestBytesMax how large one batch may be: the topic's {@code max.message.bytes}
 * @param staleCommitsFenced whether a commit that arrives late cannot end a later transaction: the cluster's feature
 *     {@code transaction.version} is 2 or higher (KIP-890)
 */
public record TopicLimits(int requestBytesMax, boolean staleCommitsFenced) {

    /** What a batch of one record has beside the record's key and value: batch and record head, header, request. */
    private static final int OVERHEAD_BYTES = 512;

    /** The limits in a cluster of today. */
    public TopicLimits(int requestBytesMax) {
        this(requestBytesMax, true);
    }

    /** How large key and value of one record may be together. */
    public int recordBytesMax() {
        return requestBytesMax - OVERHEAD_BYTES;
    }
}
