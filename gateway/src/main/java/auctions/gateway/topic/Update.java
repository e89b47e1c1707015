package auctions.gateway.topic;

/** One change of the subscribed view, as its record in the topic says it. The arrays are shared and never written. */
public sealed interface Update {

    /** The {@code mz_timestamp} of the change: the record's {@code materialize-timestamp} header. */
    MzTimestamp timestamp();

    /** The record's offset in the topic's one partition. */
    long offset();

    /** The record's key bytes: what a deletion shows to browsers, and what compaction goes by. */
    byte[] key();

    /** A row appeared or was corrected; the value goes to browsers as it is. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would double the reader's work
    record Upsert(MzTimestamp timestamp, long offset, byte[] key, byte[] value) implements Update {}

    /** A row is gone: the record is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Delete(MzTimestamp timestamp, long offset, byte[] key) implements Update {}
}
