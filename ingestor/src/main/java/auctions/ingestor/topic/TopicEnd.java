package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.CommittedLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last records of the topic: those at the newest time that the checkpoint covers, and those that no checkpoint
 * covers, which a torn transaction has left. Nothing changes once they are read.
 */
final class TopicEnd {

    /** Beyond this many torn records, a snapshot's difference is the cheaper way back. */
    static final int TORN_MAX = 1_000_000;

    /** Beyond this many records of one time, it is cheaper to look at a snapshot. */
    static final int NEWEST_MAX = 100_000;

    private static final long WINDOW_FIRST = 64;

    private final Hash128 hash;

    private final long from;

    private final List<Found> newest = new ArrayList<>();

    private final List<Found> torn = new ArrayList<>();

    // By time, one past its last torn record.
    private final NavigableMap<MzTimestamp, Long> ends = new TreeMap<>();

    private long tornRecords;

    private boolean tooManyNewest;

    /**
     * One record.
     *
     * @param value a hash of its value; empty for a tombstone
     */
    private record Found(MzTimestamp time, ByteBuffer key, OptionalLong value) {}

    private TopicEnd(long from, Hash128 hash) {
        this.from = from;
        this.hash = hash;
    }

    /**
     * Reads the end of a topic.
     *
     * @param from one past the last record that the checkpoint covers
     * @param end one past the last record
     */
    static TopicEnd read(CommittedLog data, long from, long end, Hash128 hash) {
        var last = new TopicEnd(from, hash);
        last.readNewest(data);
        if (from < end) {
            data.read(from, end, last::addTorn);
        }
        return last;
    }

    /** Reads growing windows backwards, until a record of an earlier time shows that all of the newest have been read. */
    private void readNewest(CommittedLog data) {
        long begin = data.begin();
        long start = from;
        for (long window = WINDOW_FIRST; start > begin; window *= 16) {
            start = Math.max(begin, from - window);
            var earlier = new boolean[1];
            newest.clear();
            tooManyNewest = false;
            data.read(start, from, record -> earlier[0] |= addNewest(record));
            if (earlier[0] || tooManyNewest) {
                return;
            }
        }
    }

    /** Whether the record shows that there is an earlier time than the newest. */
    private boolean addNewest(ConsumerRecord<byte[], byte[]> record) {
        var time = TopicRecords.timeOf(record);
        if (time.isEmpty() || record.key() == null) {
            return false;
        }
        boolean earlier = !newest.isEmpty() && newest.getLast().time().isBefore(time.get());
        if (earlier) {
            newest.clear();
            tooManyNewest = false;
        }
        if (newest.size() < NEWEST_MAX) {
            newest.add(found(time.get(), record));
        } else {
            tooManyNewest = true;
        }
        return earlier;
    }

    private void addTorn(ConsumerRecord<byte[], byte[]> record) {
        tornRecords++;
        var time = TopicRecords.timeOf(record);
        time.ifPresent(t -> ends.put(t, record.offset() + 1));
        if (tornRecords > TORN_MAX || time.isEmpty() || record.key() == null) {
            return;
        }
        torn.add(found(time.get(), record));
    }

    private Found found(MzTimestamp time, ConsumerRecord<byte[], byte[]> record) {
        return new Found(time, ByteBuffer.wrap(record.key()), hash.ofValue(record.value()));
    }

    /** How many records no checkpoint covers. */
    long tornRecords() {
        return tornRecords;
    }

    /** Whether there are so many of them that they were not all kept. */
    boolean tooManyTorn() {
        return tornRecords > TORN_MAX;
    }

    /** Whether the checkpoint covers so many records of the newest time that they were not all kept. */
    boolean tooManyNewest() {
        return tooManyNewest;
    }

    /** The newest time of any record that the checkpoint covers. */
    Optional<MzTimestamp> newestTime() {
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(newest.getLast().time());
    }

    /** Where the torn records end. */
    TornOffsets torn() {
        return new TornOffsets(from, Collections.unmodifiableNavigableMap(ends));
    }

    /** What a subscription that goes on at a frontier has to replay. */
    Replay replay(MzTimestamp frontier) {
        var replay = new Replay(frontier, hash);
        newest.forEach(found -> replay.add(found.time(), found.key(), found.value()));
        torn.forEach(found -> replay.add(found.time(), found.key(), found.value()));
        return replay;
    }
}
