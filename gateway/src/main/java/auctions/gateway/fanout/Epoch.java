package auctions.gateway.fanout;

import auctions.gateway.topic.Batch;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.Update;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One generation of the topic in memory. The writer appends and compaction swaps segments under the lock; readers go
 * without: they read the head first, then the directory, and look at nothing beyond that head.
 */
final class Epoch {
    private final String reason;
    private final FanoutProperties properties;
    private final InstantSource clock;
    private final BlockEncoder encoder = new BlockEncoder();
    private final JsonScanner scanner = new JsonScanner();

    // Used under the lock.
    private final KeyTable keys = new KeyTable(this::hasKey);
    private final Set<String> fields = new LinkedHashSet<>();
    private boolean columnsDeclared;

    // Written under the lock, read by anyone.
    private volatile Directory directory;
    private volatile Head head = Head.EMPTY;
    private volatile Horizon horizon = new Horizon(new EventId(0, EventId.PROGRESS), Entries.NONE);
    private volatile List<String> columns = List.of();

    Epoch(String reason, FanoutProperties properties, InstantSource clock) {
        this.reason = reason;
        this.properties = properties;
        this.clock = clock;
        this.directory = new Directory(Segment.open(0, properties.segmentBytes()));
    }

    /** Why it began, for those who come from the one before. */
    String reason() {
        return reason;
    }

    /** The newest deletion that was dropped while it was its key's newest entry: who stands before it must begin anew. */
    record Horizon(EventId id, long sequence) {}

    /** How far a reader may look. Read it before the directory. */
    Head head() {
        return head;
    }

    /** The segments; at least as new as a head read before. */
    Directory directory() {
        return directory;
    }

    /** Up to where deletions were dropped. Read it after the directory. */
    Horizon horizon() {
        return horizon;
    }

    /** The columns declared by progress, else the fields seen. */
    List<String> columns() {
        return columns;
    }

    /** Appends the batch and shows it at once. */
    synchronized void append(Batch batch) {
        var next = head;
        var nowSeconds = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        for (var update : batch.updates()) {
            append(update, next, seconds(update.appendedAtMillis(), nowSeconds));
            next = next.afterRecord(update.timestamp(), update.offset());
        }
        noteFields(batch.updates());
        if (batch.progress().isPresent()) {
            next = append(batch.progress().get(), next, seconds(clock.millis(), nowSeconds));
        }
        head = next;
    }

    private void append(Update update, Head at, int appendedAt) {
        if (update.timestamp() < at.closed() || update.offset() <= at.offset()) {
            throw new IllegalStateException("record %d-%d does not follow %d-%d at frontier %d"
                    .formatted(update.timestamp(), update.offset(), at.timestamp(), at.offset(), at.frontier()));
        }
        switch (update) {
            case Update.Upsert(var timestamp, var offset, var _, var _, var value) ->
                encoder.row(timestamp, offset, value);
            case Update.Delete(var timestamp, var offset, var _, var key) ->
                encoder.delete(timestamp, offset, key, key.length);
        }
        var tail = tailFor(at.sequence(), update.key().length);
        var index = tail.append(encoder.bytes(), encoder.length(), update.key());
        var previous = keys.put(update.key(), at.sequence());
        supersede(previous, at.sequence());
        var kind = update instanceof Update.Delete ? Entries.DELETE : Entries.ROW;
        var link = previous == Entries.NONE && isCold(update) ? Entries.UNKNOWN : previous;
        tail.describe(index, kind, update.timestamp(), update.offset(), link, appendedAt);
    }

    /** Whether the broker may have dropped what the record superseded. */
    private boolean isCold(Update update) {
        return update.appendedAtMillis()
                <= clock.millis() - properties.compactionLag().toMillis();
    }

    /** A frontier that later records already passed has nothing left to say. */
    private Head append(Progress progress, Head at, int appendedAt) {
        var next = progress.since().isPresent() ? at.withSince(progress.since().getAsLong()) : at;
        declare(progress.columns());
        if (progress.frontier() <= at.timestamp() || progress.frontier() <= at.frontier()) {
            return next;
        }
        encoder.progress(progress.frontier());
        var tail = tailFor(at.sequence(), 0);
        var index = tail.append(encoder.bytes(), encoder.length(), new byte[0]);
        tail.describe(index, Entries.PROGRESS, progress.frontier(), at.offset(), Entries.NONE, appendedAt);
        return next.afterProgress(progress.frontier());
    }

    private Segment tailFor(long sequence, int keyLength) {
        var tail = directory.tail();
        if (!tail.fits(encoder.length(), keyLength)) {
            tail.seal(sequence);
            tail = Segment.open(sequence, Math.max(properties.segmentBytes(), encoder.length() + keyLength));
            directory = directory.with(tail);
        }
        return tail;
    }

    /** Puts a compacted segment, or none, in the place of those it was made from. Compaction's thread. */
    synchronized void swap(List<Compaction.Survivors> from, Segment[] to) {
        var at = directory.find(from.getFirst().segment().firstSequence);
        var target = 0;
        for (var survivors : from) {
            var segment = survivors.segment();
            for (var i = 0; i < segment.size(head.sequence()); i++) {
                if (survivors.kept().get(i)) {
                    to[0].supersede(target++, segment.entries().supersededBy(i));
                } else {
                    forget(segment, i);
                }
            }
        }
        directory = directory.replace(at, at + from.size(), to);
    }

    /** Forgets a key whose deletion is dropped. */
    private void forget(Segment segment, int index) {
        var entries = segment.entries();
        if (entries.kinds[index] == Entries.DELETE && entries.supersededBy(index) == Entries.LIVE) {
            var key = new byte[segment.keyLength(index)];
            segment.copyKey(index, key);
            keys.remove(key, segment.sequence(index));
            if (segment.sequence(index) > horizon.sequence()) {
                var id = new EventId(entries.timestamps[index], entries.offsets[index]);
                horizon = new Horizon(id, segment.sequence(index));
            }
        }
    }

    private void supersede(long sequence, long bySequence) {
        if (sequence == Entries.NONE) {
            return;
        }
        var segment = directory.get(directory.find(sequence));
        segment.supersede(segment.indexFrom(sequence), bySequence);
    }

    private boolean hasKey(long sequence, byte[] key) {
        var segment = directory.get(directory.find(sequence));
        return segment.hasKey(segment.indexFrom(sequence), key);
    }

    private void declare(List<String> declared) {
        if (!declared.isEmpty() && !declared.equals(columns)) {
            columns = declared;
            columnsDeclared = true;
        }
    }

    /** Every row has all columns: the newest one speaks for its batch. */
    private void noteFields(List<Update> updates) {
        if (columnsDeclared) {
            return;
        }
        for (var update : updates.reversed()) {
            if (update instanceof Update.Upsert newest) {
                noteFields(newest.value());
                return;
            }
        }
    }

    private void noteFields(byte[] value) {
        scanner.begin(value, 0, value.length);
        var more = false;
        while (scanner.next()) {
            more |= fields.add(scanner.name().toString());
        }
        if (more) {
            columns = List.copyOf(fields);
        }
    }

    /** The time in seconds since the epoch, not after now and never before it. */
    private static int seconds(long millis, long nowSeconds) {
        return (int) Math.clamp(TimeUnit.MILLISECONDS.toSeconds(millis), 0L, nowSeconds);
    }

    /** What it holds now. */
    synchronized FanoutLog.Figures figures() {
        var entries = 0L;
        var bytes = 0L;
        for (var i = 0; i < directory.size(); i++) {
            entries += directory.get(i).size(head.sequence());
            bytes += directory.get(i).capacity();
        }
        return new FanoutLog.Figures(keys.size(), entries, directory.size(), bytes);
    }
}
