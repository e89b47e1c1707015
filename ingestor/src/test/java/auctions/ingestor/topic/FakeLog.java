package auctions.ingestor.topic;

import auctions.ingestor.kafka.CommittedLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** One partition in memory: records and markers at offsets, of which one transaction at a time is undecided. */
final class FakeLog implements CommittedLog {

    private final String topic;

    // Null where an offset holds a marker, an aborted record, or one that compaction took.
    private final List<@Nullable ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();

    // One past the last decided offset; what follows belongs to the open transaction.
    private int decided;

    FakeLog(String topic) {
        this.topic = topic;
    }

    /** The topic's name. */
    String topic() {
        return topic;
    }

    /** Adds a record to the open transaction. */
    void append(ProducerRecord<byte[], byte[]> record) {
        entries.add(new ConsumerRecord<>(
                topic,
                0,
                entries.size(),
                0,
                TimestampType.CREATE_TIME,
                record.key().length,
                record.value() == null ? 0 : record.value().length,
                record.key(),
                record.value(),
                new RecordHeaders(record.headers()),
                Optional.empty()));
    }

    /** Whether records are undecided. */
    boolean open() {
        return decided < entries.size();
    }

    /** Ends the open transaction, if it has records here. */
    void mark(boolean commit) {
        if (!open()) {
            return;
        }
        if (!commit) {
            for (int i = decided; i < entries.size(); i++) {
                entries.set(i, null);
            }
        }
        entries.add(null);
        decided = entries.size();
    }

    /** Takes every record that a later one of its key has superseded, and tombstones before an offset. */
    void compact(long tombstonesBefore, long activeSegment) {
        var newer = new HashSet<Bytes>();
        for (int offset = decided - 1; offset >= 0; offset--) {
            var record = entries.get(offset);
            if (record != null && offset >= activeSegment) {
                newer.add(Bytes.wrap(record.key()));
            } else if (record != null
                    && (!newer.add(Bytes.wrap(record.key())) || record.value() == null && offset < tombstonesBefore)) {
                entries.set(offset, null);
            }
        }
    }

    /** Whether there is a record at an offset. */
    boolean holds(long offset) {
        return entries.get((int) offset) != null;
    }

    @Override
    public long begin() {
        return 0;
    }

    @Override
    public long end() {
        return decided;
    }

    @Override
    public long writtenEnd() {
        return entries.size();
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        for (long offset = from; offset < Math.min(to, decided); offset++) {
            var record = entries.get((int) offset);
            if (record != null) {
                visitor.record(record);
            }
        }
    }
}
