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
import org.jspecify.annotations.Nullable;

/**
 * Committed data records that no checkpoint covers: what a torn transaction has left. A commit whose outcome was unknown
 * has been seen to leave its data readable while its progress record never appeared, so the updates it carries come
 * again on resume and must not be written twice. Owned by one thread.
 *
 * <p>An update counts as carried when its key is there at its time or a later one: compaction may have taken the older
 * record of a key, and nothing may be written behind a newer one.
 */
final class TornRecords {

    /** Beyond this, a snapshot's difference is the cheaper way back. */
    static final int RECORDS_MAX = 1_000_000;

    private final Map<ByteBuffer, MzTimestamp> latest = new HashMap<>();

    private @Nullable MzTimestamp last;

    private long records;

    // By time, one past its last record.
    private final NavigableMap<MzTimestamp, Long> ends = new TreeMap<>();

    private final long from;

    private TornRecords(long from) {
        this.from = from;
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
        last = time.get();
    }

    /** How many records were found. */
    long size() {
        return records;
    }

    /** Whether there are so many that they were not all kept. */
    boolean tooMany() {
        return records > RECORDS_MAX;
    }

    /**
     * One past the last record at a time below a frontier. What lies beyond stays uncovered by its checkpoint, since its
     * updates come again after the next restart, too.
     */
    long nextOffset(MzTimestamp frontier) {
        var covered = ends.lowerEntry(frontier);
        return covered == null ? from : covered.getValue();
    }

    /** Whether the topic already carries the update or a later one of its key. */
    boolean carries(Update update) {
        if (last == null || update.timestamp().isAfter(last)) {
            return false;
        }
        var time = latest.get(ByteBuffer.wrap(update.key()));
        return time != null && !update.timestamp().isAfter(time);
    }

    /** Forgets what no update to come can equal. */
    void forgetBelow(MzTimestamp frontier) {
        if (last != null && last.isBefore(frontier)) {
            latest.clear();
            last = null;
        }
    }
}
