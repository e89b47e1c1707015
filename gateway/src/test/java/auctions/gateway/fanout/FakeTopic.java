package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.topic.Batch;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The topic as the oracle knows it: all that was ever written, what a replica may find of it, and every state it had. */
final class FakeTopic {
    /** Where ids come from that belong nowhere. */
    static final FakeTopic OTHER = new FakeTopic(new SplittableRandom(0), 0);

    /** No block with its key is longer. */
    static final int BLOCK_BYTES_MAX = 100;

    private static final int PROGRESS_BYTES_MAX = 24;
    private static final int KEYS_MAX = 12;

    /** A record with what the oracle knows of it: the next version of its key, if there is one. */
    static final class Entry {
        final Update update;
        final String key;
        final Optional<Entry> previous;
        Optional<Entry> next = Optional.empty();

        Entry(Update update, Optional<Entry> previous) {
            this.update = update;
            this.key = new String(update.key(), UTF_8);
            this.previous = previous;
        }

        EventId id() {
            return new EventId(update.timestamp(), update.offset());
        }

        /** The value as a browser gets it, or nothing for a deletion. */
        Optional<String> value() {
            return update instanceof Update.Upsert upsert
                    ? Optional.of(new String(upsert.value(), UTF_8).replace("\r\n", "\n"))
                    : Optional.empty();
        }

        /** Whether compaction may have dropped it by now; a deletion also before the next version came. */
        boolean isDroppable(long nowMillis) {
            var newestUntil = next.map(newer -> newer.update.appendedAtMillis()).orElse(nowMillis);
            return isCold(nowMillis) || (value().isEmpty() && isExpired(Math.min(nowMillis, newestUntil)));
        }

        /** Whether the next version came a lag before this moment. */
        boolean isCold(long millis) {
            return next.isPresent() && next.get().update.appendedAtMillis() <= millis - Fixture.LAG.toMillis();
        }

        boolean isExpired(long nowMillis) {
            return update.appendedAtMillis() <= nowMillis - Fixture.RETENTION.toMillis();
        }
    }

    final long since;
    final TreeMap<Long, Entry> byOffset = new TreeMap<>();
    final List<Batch> batches = new ArrayList<>();
    final List<Long> writtenAt = new ArrayList<>();

    private final RandomGenerator random;
    private final int keys;
    private final boolean closes;
    private final Map<String, Entry> newest = new HashMap<>();
    private long closed;
    private long offset;

    FakeTopic(RandomGenerator random, long since) {
        this.random = random;
        this.keys = 1 + random.nextInt(KEYS_MAX);
        // A native sink writes no progress at all.
        this.closes = random.nextInt(8) > 0;
        this.since = since;
        this.closed = since;
    }

    /** Writes a batch at this time, with progress or without. */
    void write(long nowMillis) {
        var updates = new ArrayList<Update>();
        var timestamp = Math.max(closed, nowMillis);
        for (var i = random.nextInt(5); i > 0; i--) {
            timestamp += random.nextInt(3);
            updates.add(update(timestamp, nowMillis));
        }
        closed = timestamp;
        end(updates, closes && random.nextInt(5) > 0, nowMillis);
    }

    /** Closes what was written without progress: a writer that lives does so within seconds. */
    void close(long nowMillis) {
        if (closes && !batches.isEmpty() && batches.getLast().progress().isEmpty()) {
            end(List.of(), true, nowMillis);
        }
    }

    private void end(List<Update> updates, boolean withProgress, long nowMillis) {
        closed += withProgress ? 1 : 0;
        var progress = new Progress(closed, OptionalLong.of(since), List.of("x", "n"));
        writtenAt.add(nowMillis);
        batches.add(new Batch(updates, Optional.of(progress).filter(_ -> withProgress)));
    }

    private Update update(long timestamp, long nowMillis) {
        offset += 1 + random.nextInt(3);
        var key = "k" + random.nextInt(keys);
        var bytes = key.getBytes(UTF_8);
        var space = random.nextInt(4) == 0 ? "\r\n " : "";
        var value = "{" + space + "\"x\":\"" + random.nextInt(4) + "\",\"n\":" + offset + "}";
        Update update = random.nextInt(4) == 0
                ? new Update.Delete(timestamp, offset, nowMillis, bytes)
                : new Update.Upsert(timestamp, offset, nowMillis, bytes, value.getBytes(UTF_8));
        var entry = new Entry(update, Optional.ofNullable(newest.get(key)));
        entry.previous.ifPresent(older -> older.next = Optional.of(entry));
        newest.put(key, entry);
        byOffset.put(offset, entry);
        return update;
    }

    /** What a replica that starts now finds: the broker may have compacted, oldest first, and never what is newest. */
    Batch found(long nowMillis) {
        var dropped = new HashSet<Entry>();
        var updates = new ArrayList<Update>();
        var progress = Optional.<Progress>empty();
        for (var batch : batches) {
            for (var update : batch.updates()) {
                var entry = entry(update.offset());
                var isFirst = entry.previous.map(dropped::contains).orElse(true);
                var isLast = update.offset() == offset;
                if (isFirst && !isLast && entry.isDroppable(nowMillis) && random.nextBoolean()) {
                    dropped.add(entry);
                } else {
                    updates.add(update);
                }
            }
            progress = batch.progress().isPresent() ? batch.progress() : progress;
        }
        return new Batch(updates, progress);
    }

    /** What a log that was compacted now must hold at most, if it may be so late with what it reads. */
    long neededBytes(long nowMillis, Duration late) {
        var rows = byOffset.values().stream()
                // A second's grace: the log counts in whole ones.
                .filter(entry -> !entry.isDroppable(nowMillis - 1_000))
                .count();
        var young = nowMillis - Fixture.LAG.plus(late).toMillis();
        var progress = 1 + writtenAt.stream().filter(at -> at >= young).count();
        return rows * BLOCK_BYTES_MAX + progress * PROGRESS_BYTES_MAX;
    }

    Entry entry(long atOffset) {
        return byOffset.get(atOffset);
    }

    /** Everything below this time is written; one after it, too. */
    long closed() {
        return closed + 1;
    }

    /** The rows below an id that pass. */
    Map<String, String> stateBelow(EventId id, Predicate<String> filter) {
        var state = new HashMap<String, String>();
        for (var entry : byOffset.values()) {
            if (entry.id().compareTo(id) >= 0) {
                break;
            }
            entry.value()
                    .filter(filter)
                    .ifPresentOrElse(value -> state.put(entry.key, value), () -> state.remove(entry.key));
        }
        return state;
    }

    /** One past the last record of the first batches. */
    EventId end(int count) {
        for (var i = count - 1; i >= 0; i--) {
            var updates = batches.get(i).updates();
            if (!updates.isEmpty()) {
                return new EventId(
                        updates.getLast().timestamp(), updates.getLast().offset() + 1);
            }
        }
        return new EventId(0, 0);
    }
}
