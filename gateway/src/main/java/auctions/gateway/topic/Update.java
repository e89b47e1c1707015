package auctions.gateway.topic;

/** One change of the subscribed view, as its record in the topic says it. The arrays are shared and never written. */
public sealed interface Update {

    /** The `mz_timestamp` of the change: the record's `materialize-timestamp` header. */
    long timestamp();

    /** The record's offset in the data topic's one partition. */
    long offset();

    /** When the record was appended to the topic, in milliseconds since the epoch, by the record's own timestamp. */
    long appendedAtMillis();

    /** The record's key bytes: what a deletion shows to browsers, and what compaction goes by. */
    byte[] key();

    /** A row appeared or was corrected; the value goes to browsers as it is. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would double the reader's work
    record Upsert(long timestamp, long offset, long appendedAtMillis, byte[] key, byte[] value) implements Update {}

    /** A row is gone: the record is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Delete(long timestamp, long offset, long appendedAtMillis, byte[] key) implements Update {}
}
