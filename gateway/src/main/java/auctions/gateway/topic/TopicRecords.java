package auctions.gateway.topic;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records of the topic into updates, in its order. Headers it does not know are left alone; a record that breaks the topic's
 * contract is counted, and never stops the reader. Owned by the reader's thread.
 */
final class TopicRecords {
    private static final Logger log = LoggerFactory.getLogger(TopicRecords.class);
    private static final String TIMESTAMP_HEADER = "materialize-timestamp";

    private MzTimestamp newest = MzTimestamp.ZERO;
    private volatile long violations;

    /**
     * Reads one record; empty if it has no key or no logical time, without which it has no position in the order. A time that falls
     * is taken for the one before it, or for the frontier claimed last: the offsets still say which came first.
     */
    Optional<Update> update(ConsumerRecord<byte[], byte[]> consumed) {
        var header = consumed.headers().lastHeader(TIMESTAMP_HEADER);
        if (header == null || header.value() == null || consumed.key() == null) {
            return violation(consumed, "skipped record without key or materialize-timestamp header");
        }
        var timestamp = MzTimestamp.parse(header.value());
        if (timestamp.isEmpty()) {
            return violation(consumed, "skipped record whose materialize-timestamp is not a number");
        }
        if (timestamp.get().isBefore(newest)) {
            violation(consumed, "raised time of record that is older than the record or frontier before it");
        }
        newest = newest.max(timestamp.get());
        return Optional.of(update(consumed, newest));
    }

    /** Says that a frontier was claimed: no record that follows may lie below it. */
    void close(MzTimestamp frontier) {
        newest = newest.max(frontier);
    }

    /** Begins anew with another topic, whose times have nothing to do with those before. */
    void restart() {
        newest = MzTimestamp.ZERO;
    }

    /** Records so far that broke the contract. Any thread's. */
    long violations() {
        return violations;
    }

    private static Update update(ConsumerRecord<byte[], byte[]> consumed, MzTimestamp timestamp) {
        if (consumed.value() == null) {
            return new Update.Delete(timestamp, consumed.offset(), consumed.key());
        }
        return new Update.Upsert(timestamp, consumed.offset(), consumed.key(), consumed.value());
    }

    // A topic with one such record tends to have many: the first is enough for the log, the metric tells the rest.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private Optional<Update> violation(ConsumerRecord<byte[], byte[]> consumed, String what) {
        if (violations++ == 0) {
            log.atError()
                    .addKeyValue("view", consumed.topic())
                    .addKeyValue("offset", consumed.offset())
                    .log(what);
        }
        return Optional.empty();
    }
}
