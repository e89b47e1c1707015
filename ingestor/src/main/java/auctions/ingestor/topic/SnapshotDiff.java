package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.CommittedLog;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the true differences between a snapshot and the committed topic, all at the snapshot's AS OF. Both sides are
 * streamed; only hashes are held. Keys that the snapshot lacks are found in a second pass over the topic, because the
 * hashes cannot name them. Owned by the writer's thread.
 */
public final class SnapshotDiff {

    private final CommittedLog data;

    private final TopicWriter writer;

    private final Hash128 hash;

    private final long begin;

    private final long end;

    private DiffTable table = new DiffTable();

    private @Nullable MzTimestamp earliest;

    private @Nullable MzTimestamp latest;

    private @Nullable MzTimestamp asOf;

    private boolean finished;

    SnapshotDiff(CommittedLog data, long end, TopicWriter writer, RandomGenerator random) {
        this.data = data;
        this.writer = writer;
        this.hash = new Hash128(random);
        this.begin = data.begin();
        this.end = end;
        data.read(begin, end, this::addTopicRecord);
    }

    private void addTopicRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            // A stranger's: no row has it, and nothing can delete it.
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

    /** The earliest time of any record in the topic. */
    Optional<MzTimestamp> earliest() {
        return Optional.ofNullable(earliest);
    }

    /**
     * Fixes the snapshot's time; throws when times would fall in the topic, which waiting for the server's clock cures.
     */
    public void startAt(MzTimestamp snapshotTime) {
        var floor = writer.frontier();
        if (latest != null && !latest.isBefore(floor)) {
            floor = latest.next();
        }
        if (snapshotTime.isBefore(floor)) {
            throw new BrokerException(
                    BrokerFailureClass.UNAVAILABLE,
                    "could not publish a snapshot at %s: the topic is already at %s; waiting until the server's time has passed it"
                            .formatted(snapshotTime, floor));
        }
        asOf = snapshotTime;
        writer.startAt(snapshotTime);
    }

    /** Writes a snapshot row if the topic differs, or an update that already follows the snapshot. */
    public void write(Update update) {
        if (!update.timestamp().equals(asOf)) {
            finish();
        }
        if (finished) {
            writer.write(update);
            return;
        }
        switch (update) {
            case Update.Upsert upsert -> {
                if (!topicHolds(upsert)) {
                    writer.write(upsert);
                }
            }
            case Update.Rejected rejected -> {
                hash.hash(rejected.key());
                table.keep(hash.high(), hash.low());
                writer.write(rejected);
            }
            // A snapshot has no deletions; should one come, its key is unseen and gets its tombstone with the others.
            case Update.Delete _ -> {}
        }
    }

    /** Whether the topic has this very row; an empty one is not worth the hashing. */
    private boolean topicHolds(Update.Upsert upsert) {
        if (table.size() == 0) {
            return false;
        }
        hash.hash(upsert.key());
        long high = hash.high();
        long low = hash.low();
        hash.hash(upsert.value());
        return table.holds(high, low, hash.high());
    }

    /** Ends the snapshot: the keys it did not have get their tombstones. Does nothing the second time. */
    public void finish() {
        if (finished) {
            return;
        }
        if (asOf == null) {
            throw new IllegalStateException("a snapshot ends before its time is known");
        }
        var time = asOf;
        if (table.unseen() > 0) {
            data.read(begin, end, record -> {
                if (record.key() == null) {
                    return;
                }
                hash.hash(record.key());
                if (table.claimUnseen(hash.high(), hash.low())) {
                    writer.write(new Update.Delete(time, record.key()));
                }
            });
        }
        finished = true;
        table = new DiffTable();
    }
}
