package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.CommittedLog;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * All rows of the committed topic, as hashes, and which of them a snapshot has had. Keys that the snapshot lacks are
 * found in a second pass over the topic, because the hashes cannot name them. Owned by one thread.
 */
final class TopicContents {

    private final CommittedLog data;

    private final Hash128 hash;

    private final long begin;

    private final long end;

    private final DiffTable table = new DiffTable();

    private @Nullable MzTimestamp earliest;

    private @Nullable MzTimestamp latest;

    private TopicContents(CommittedLog data, long begin, long end, Hash128 hash) {
        this.data = data;
        this.begin = begin;
        this.end = end;
        this.hash = hash;
    }

    /** Reads every committed record below an offset. */
    static TopicContents read(CommittedLog data, long end, Hash128 hash) {
        var contents = new TopicContents(data, data.begin(), end, hash);
        data.read(contents.begin, end, contents::add);
        return contents;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            // Not written by an ingestor: no row has this key, and no tombstone can delete it.
            return;
        }
        TopicRecords.timeOf(record).ifPresent(time -> {
            earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
            latest = latest == null || time.isAfter(latest) ? time : latest;
        });
        hash.hash(record.key());
        long high = hash.high();
        long low = hash.low();
        if (record.value() == null) {
            table.remove(high, low);
        } else {
            hash.hash(record.value());
            table.put(high, low, hash.high());
        }
    }

    /** The earliest time of any record. */
    Optional<MzTimestamp> earliest() {
        return Optional.ofNullable(earliest);
    }

    /** The latest time of any record. */
    Optional<MzTimestamp> latest() {
        return Optional.ofNullable(latest);
    }

    /** Whether the topic has this very row; notes that the snapshot has its key. An empty topic is not worth the hashing. */
    boolean holds(Update.Upsert upsert) {
        if (table.size() == 0) {
            return false;
        }
        hash.hash(upsert.key());
        long high = hash.high();
        long low = hash.low();
        hash.hash(upsert.value());
        return table.holds(high, low, hash.high());
    }

    /** Notes that the snapshot has the key, whatever its row is. */
    void keep(byte[] key) {
        hash.hash(key);
        table.keep(hash.high(), hash.low());
    }

    /** Hands over each key of the topic that the snapshot has not had, once. */
    void forEachUnseen(Consumer<byte[]> consumer) {
        if (table.unseen() == 0) {
            return;
        }
        data.read(begin, end, record -> {
            if (record.key() == null) {
                return;
            }
            hash.hash(record.key());
            if (table.claimUnseen(hash.high(), hash.low())) {
                consumer.accept(record.key());
            }
        });
    }
}
