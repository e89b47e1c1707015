package auctions.ingestor.decode;

/**
 * One change of the view at one time, already in the topic's bytes. At most one per key and time.
 *
 * <p>The arrays are handed over: whoever receives an update owns them.
 */
@SuppressWarnings("ArrayRecordComponent") // an update is passed on once and never compared
public sealed interface Update extends SubscribeEvent {

    /** The JSON object of the key columns, in the order they were configured. */
    byte[] key();

    /**
     * A row appears, or replaces the row of the same key.
     *
     * @param value the JSON object of all columns in view order
     */
    record Upsert(MzTimestamp timestamp, byte[] key, byte[] value) implements Update {}

    /** The key's row is gone. */
    record Delete(MzTimestamp timestamp, byte[] key) implements Update {}

    /**
     * A change that cannot be published: the key is not unique at this time, or a cell has no rendering.
     *
     * @param reason what is wrong with which value, for people
     * @param ambiguousKey whether more than one row has the key: then what the server says about the key later on may be
     *     wrong, as it looks at the changes of one time only
     */
    record Rejected(MzTimestamp timestamp, byte[] key, String reason, boolean ambiguousKey) implements Update {

        /** A change whose value cannot be published. */
        public Rejected(MzTimestamp timestamp, byte[] key, String reason) {
            this(timestamp, key, reason, false);
        }
    }
}
