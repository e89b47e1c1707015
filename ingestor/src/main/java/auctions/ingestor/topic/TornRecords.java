package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.CommittedLog;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Committed data records that no checkpoint covers: what a torn transaction has left. A commit whose outcome was unknown
 * has been seen to leave its data readable while its progress record never appeared, so the updates that the records
 * carry come again on resume and must not be written twice. Nothing changes once the records are read.
 *
 * <p>An update counts as carried when its key is there at its time or a later one: compaction may have taken the older
 * record of a key, and nothing may be written behind a newer one.
 */
final class TornRecords {

    /** Beyond this, a snapshot's difference is the cheaper way back. */
    static final int RECORDS_MAX = 1_000_000;

    private final long from;

    private final Map<ByteBuffer, MzTimestamp> latest = new HashMap<>();

    // By time, one past its last record.
    private final NavigableMap<MzTimestamp, Long> ends = new TreeMap<>();

    private long records;

    private TornRecords(long from) {
        this.from = from;
    }

    /** No records at all, behind an offset. */
    static TornRecords none(long from) {
        return new TornRecords(from);
    }

    /** Reads what is between the checkpoint's next offset and the end. */
    static TornRecords read(CommittedLog data, long from, long end) {
        var torn = new TornRecords(from);
        if (from < end) {
            data.read(from, end, torn::add);
        }
        return torn;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        records++;
        var time = TopicRecords.timeOf(record);
        time.ifPresent(t -> ends.put(t, record.offset() + 1));
        if (records > RECORDS_MAX || time.isEmpty() || record.key() == null) {
            return;
        }
        latest.put(ByteBuffer.wrap(record.key()), time.get());
    }

    /** How many records were found. */
    long size() {
        return records;
    }

    /** Whether there are so many that they were not all kept. */
    boolean tooMany() {
        return records > RECORDS_MAX;
    }

    /** One past the last record, or where it was looked for. */
    long end() {
        return ends.isEmpty() ? from : ends.lastEntry().getValue();
    }

    /**
     * One past the last record at a time below a frontier. What lies beyond stays uncovered by its checkpoint, since its
     * updates come again after the next restart, too.
     */
    long endBelow(MzTimestamp frontier) {
        var covered = ends.lowerEntry(frontier);
        return covered == null ? from : covered.getValue();
    }

    /** Whether the topic already carries the update or a later one of its key. */
    boolean carries(Update update) {
        if (ends.isEmpty() || update.timestamp().isAfter(ends.lastKey())) {
            return false;
        }
        var time = latest.get(ByteBuffer.wrap(update.key()));
        return time != null && !update.timestamp().isAfter(time);
    }

    /** Those that updates at or after a frontier can still equal: these, or none. */
    TornRecords after(MzTimestamp frontier) {
        return ends.isEmpty() || ends.lastKey().isBefore(frontier) ? none(end()) : this;
    }
}
