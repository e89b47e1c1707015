package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The end of the topic, which a resumed subscription has to replay: the newest records that the checkpoint covers, and
 * those of a torn transaction, which no checkpoint covers. A database that does not replay exactly these is not the one
 * that the topic was written from. Owned by one thread.
 *
 * <p>A commit whose outcome was unknown has been seen to leave its data readable while its progress record never
 * appeared. So an update that is there already is not written again, and one of the same batch that is missing is
 * written.
 */
final class Replay {

    private final MzTimestamp frontier;

    private final Hash128 hash;

    // What has not been replayed yet, by time and key.
    private final NavigableMap<MzTimestamp, Map<ByteBuffer, OptionalLong>> expected = new TreeMap<>();

    private final Map<ByteBuffer, MzTimestamp> latest = new HashMap<>();

    private MzTimestamp newestTime = MzTimestamp.ZERO;

    /** What becomes of a replayed update. */
    enum Verdict {
        /** The topic has it. */
        PRESENT,
        /** The topic lacks it, and no checkpoint has claimed that it is there. */
        MISSING,
        /** The topic says otherwise. */
        DIFFERENT
    }

    /**
     * Nothing is to be replayed, unless it is added.
     *
     * @param frontier of the checkpoint: below it, the topic is complete
     * @param hash what the values of records have been hashed with
     */
    Replay(MzTimestamp frontier, Hash128 hash) {
        this.frontier = frontier;
        this.hash = hash;
    }

    /** Adds a record of the topic, with a hash of its value. */
    void add(MzTimestamp time, ByteBuffer key, OptionalLong value) {
        expected.computeIfAbsent(time, _ -> new HashMap<>()).put(key, value);
        latest.merge(key, time, (a, b) -> a.isAfter(b) ? a : b);
        newestTime = time.isAfter(newestTime) ? time : newestTime;
    }

    /** Compares an update with what the topic holds. */
    Verdict replayed(Update update) {
        return update instanceof Update.Rejected rejected ? replayed(rejected) : find(update);
    }

    /**
     * A change that could not be published has left no record of data. At or after the frontier it is set aside again: a
     * tear can leave a later record of the key without this one's dead letter, and twice is better than never.
     */
    private Verdict replayed(Update.Rejected update) {
        if (!update.timestamp().isBefore(frontier)) {
            return Verdict.MISSING;
        }
        return update.ambiguousKey() ? Verdict.DIFFERENT : Verdict.PRESENT;
    }

    private Verdict find(Update update) {
        var key = ByteBuffer.wrap(update.key());
        var sameTime = expected.get(update.timestamp());
        var present = sameTime == null ? null : sameTime.remove(key);
        if (present != null) {
            return equal(update, present) ? Verdict.PRESENT : Verdict.DIFFERENT;
        }
        var newest = latest.get(key);
        if (newest != null && newest.isAfter(update.timestamp())) {
            // Compaction may have taken the older record, and nothing may be written behind a newer one.
            return Verdict.PRESENT;
        }
        // A torn transaction lacks only what came behind its last record.
        return update.timestamp().isBefore(frontier) || update.timestamp().isBefore(newestTime)
                ? Verdict.DIFFERENT
                : Verdict.MISSING;
    }

    private boolean equal(Update update, OptionalLong present) {
        return switch (update) {
            case Update.Upsert upsert -> hash.ofValue(upsert.value()).equals(present);
            case Update.Delete _ -> present.isEmpty();
            case Update.Rejected _ -> false;
        };
    }

    /** Whether everything below a closed frontier has been replayed; what was is forgotten. */
    boolean completeBelow(MzTimestamp closed) {
        var below = expected.headMap(closed, false);
        boolean complete = below.values().stream().allMatch(Map::isEmpty);
        below.clear();
        return complete;
    }

    /** Whether nothing at or after a frontier is to be replayed. */
    boolean over(MzTimestamp closed) {
        return expected.isEmpty() && !closed.isBefore(frontier);
    }
}
