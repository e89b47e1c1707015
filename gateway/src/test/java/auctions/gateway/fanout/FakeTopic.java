package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.log.EventId;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.TopicSlice;
import auctions.gateway.topic.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The topic as the oracle knows it: all that was ever written, what a replica may find of it, and every state it had. */
final class FakeTopic {
    /** Where ids come from that belong nowhere. */
    static final FakeTopic OTHER = new FakeTopic(new SplittableRandom(0), 0);

    /** No block with its key is longer. */
    static final int BLOCK_BYTES_MAX = 100;

    private static final int PROGRESS_BYTES_MAX = 30;
    private static final int KEYS_MAX = 12;

    /** Enough keys for newcomers to share a snapshot although something changed; one view of so many has them. */
    private static final int KEYS_OF_A_LARGE_VIEW = 400;

    private static final int LARGE_VIEW_EVERY = 40;

    final UUID id;
    final long since;
    final TreeMap<Long, FakeEntry> byOffset = new TreeMap<>();
    final List<TopicSlice> batches = new ArrayList<>();
    final List<Long> writtenAt = new ArrayList<>();

    private final RandomGenerator random;
    private final int keys;
    private final boolean closes;
    private final Map<String, FakeEntry> newest = new HashMap<>();
    private long closed;
    private long offset;

    FakeTopic(RandomGenerator random, long since) {
        this.random = random;
        this.id = new UUID(random.nextLong(), random.nextLong());
        var isLarge = random.nextInt(LARGE_VIEW_EVERY) == 0;
        this.keys = isLarge ? KEYS_OF_A_LARGE_VIEW : 1 + random.nextInt(KEYS_MAX);
        // A native sink writes no progress at all.
        this.closes = random.nextInt(8) > 0;
        this.since = since;
        this.closed = since;
        if (isLarge) {
            end(Stream.generate(() -> update(since)).limit(keys).toList(), closes, since);
        }
    }

    /** Writes a batch at this time, with progress or without. */
    void write(long nowMillis) {
        var updates = new ArrayList<Update>();
        var timestamp = Math.max(closed, nowMillis);
        for (var i = random.nextInt(5); i > 0; i--) {
            timestamp += random.nextInt(3);
            updates.add(update(timestamp));
        }
        closed = timestamp;
        end(updates, closes && random.nextInt(5) > 0, nowMillis);
    }

    /** Whether nothing was written since this time. */
    boolean isSilentSince(long millis) {
        return writtenAt.isEmpty() || writtenAt.getLast() <= millis;
    }

    /** Closes all times until now, as a writer that lives does each second. */
    void close(long nowMillis) {
        if (closes) {
            closed = Math.max(closed, nowMillis);
            end(List.of(), true, nowMillis);
        }
    }

    private void end(List<Update> updates, boolean withProgress, long nowMillis) {
        closed += withProgress ? 1 : 0;
        var progress = new Progress(new MzTimestamp(closed), Optional.of(new MzTimestamp(since)), List.of("x", "n"));
        writtenAt.add(nowMillis);
        batches.add(new TopicSlice(updates, Optional.of(progress).filter(_ -> withProgress), false));
    }

    private Update update(long time) {
        var timestamp = new MzTimestamp(time);
        offset += 1 + random.nextInt(3);
        var key = "k" + random.nextInt(keys);
        var bytes = key.getBytes(UTF_8);
        var space = random.nextInt(4) == 0 ? "\r\n " : "";
        var value = "{" + space + "\"x\":\"" + random.nextInt(4) + "\",\"n\":" + offset + "}";
        Update update = random.nextInt(4) == 0
                ? new Update.Delete(timestamp, offset, bytes)
                : new Update.Upsert(timestamp, offset, bytes, value.getBytes(UTF_8));
        var entry = new FakeEntry(update, Optional.ofNullable(newest.get(key)));
        entry.previous.ifPresent(older -> older.next = Optional.of(entry));
        newest.put(key, entry);
        byOffset.put(offset, entry);
        return update;
    }

    /** What a replica that starts now finds: the broker may have compacted, oldest first, and never what is newest. */
    TopicSlice found() {
        var dropped = new HashSet<FakeEntry>();
        var updates = new ArrayList<Update>();
        var progress = Optional.<Progress>empty();
        for (var batch : batches) {
            for (var update : batch.updates()) {
                var entry = entry(update.offset());
                var isFirst = entry.previous.map(dropped::contains).orElse(true);
                var isLast = update.offset() == offset;
                if (isFirst && !isLast && entry.isDroppable(closed) && random.nextBoolean()) {
                    dropped.add(entry);
                } else {
                    updates.add(update);
                }
            }
            progress = batch.progress().isPresent() ? batch.progress() : progress;
        }
        return new TopicSlice(updates, progress, true);
    }

    /** What a log that was compacted at this time of its own must hold at most. */
    long neededBytes(long time) {
        var rows = byOffset.values().stream()
                .filter(entry -> !entry.isDroppable(time))
                .count();
        var progress = 1
                + batches.stream()
                        .flatMap(batch -> batch.progress().stream())
                        .filter(claim -> claim.frontier().bits() > time - Fixture.LAG.toMillis())
                        .count();
        return rows * BLOCK_BYTES_MAX + progress * PROGRESS_BYTES_MAX;
    }

    /** The place of the last record below this offset; that of an empty topic if there is none. */
    EventId lastBelow(long end) {
        var last = byOffset.lowerEntry(end);
        return last == null
                ? EventId.of(MzTimestamp.ZERO, EventId.PROGRESS)
                : last.getValue().id();
    }

    /** Whether a gateway may take this for the place of the last record below an offset: what follows may be compacted away. */
    boolean isLastBelow(long end, EventId place) {
        return byOffset.headMap(end).values().stream()
                .filter(entry -> entry.id().compareTo(place) > 0)
                .allMatch(entry -> entry.isDroppable(closed));
    }

    /** The records after one place and before another. */
    Stream<FakeEntry> between(Optional<EventId> after, EventId before) {
        return byOffset.values().stream()
                .filter(entry -> after.stream().allMatch(place -> entry.id().compareTo(place) > 0)
                        && entry.id().compareTo(before) < 0);
    }

    /** What lies between two ids and did not come may be compacted away; to a reader that is conflated, also superseded. */
    void assertNothingLost(Optional<EventId> after, EventId before, boolean exact) {
        between(after, before)
                .forEach(entry -> assertThat(
                                exact
                                        ? entry.isDroppable(closed)
                                        : entry.next.isPresent()
                                                || entry.value().isEmpty())
                        .as("%s is missing before %s", entry.id(), before)
                        .isTrue());
    }

    /** The live rows up to a place, of those that are live now, must be among what is held. */
    void assertLiveRowsHeld(EventId upTo, FakeRequest request, Map<String, String> held) {
        assertThat(byOffset.headMap(upTo.offset() + 1).values())
                .allMatch(entry -> entry.next.isPresent()
                        || entry.value().flatMap(request::show).isEmpty()
                        || held.containsKey(entry.key));
    }

    /** Whether no gateway may refuse this id now, wherever its log has been. */
    boolean mustHonour(EventId id) {
        var fresh = closed - Fixture.RETENTION.toMillis() + 1;
        if (id.end().isEmpty()) {
            return id.timestamp().bits() > fresh;
        }
        var end = id.end().getAsLong();
        var last = byOffset.lowerEntry(end).getValue();
        return byOffset.ceilingKey(end) == null || (last.time() > fresh && !last.isDroppable(closed));
    }

    /** The offset of a record that no log has dropped, at another time: an id that a topic before this one gave out. */
    String forgedId() {
        var young = byOffset.values().stream()
                .filter(entry -> !entry.isDroppable(closed))
                .toList();
        if (young.isEmpty()) {
            return "x";
        }
        var from = young.get(random.nextInt(young.size())).id();
        var away = 1 + random.nextInt(random.nextBoolean() ? 3 : 100_000);
        return from.timestamp().bits() + (random.nextBoolean() ? away : -away) + "-" + from.offset();
    }

    FakeEntry entry(long atOffset) {
        return byOffset.get(atOffset);
    }

    /** Everything below this time is written; one after it, too. */
    long closed() {
        return closed + 1;
    }

    /** The rows below an id, as they are shown. */
    Map<String, String> stateBelow(EventId id, Function<String, Optional<String>> shown) {
        var state = new HashMap<String, String>();
        for (var entry : byOffset.values()) {
            if (entry.id().compareTo(id) >= 0) {
                break;
            }
            entry.value()
                    .flatMap(shown)
                    .ifPresentOrElse(value -> state.put(entry.key, value), () -> state.remove(entry.key));
        }
        return state;
    }

    /** One past the last record of the first batches. */
    EventId end(int count) {
        for (var i = count - 1; i >= 0; i--) {
            var updates = batches.get(i).updates();
            if (!updates.isEmpty()) {
                return EventId.of(
                        updates.getLast().timestamp(), updates.getLast().offset() + 1);
            }
        }
        return EventId.of(MzTimestamp.ZERO, 0);
    }
}
