package auctions.gateway.log;

import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.TopicSlice;
import auctions.gateway.topic.Update;
import java.util.List;

/**
 * The log of one life of a topic: a topic that is re-created or cut off begins a new generation. The writer appends and
 * compaction swaps segments under the lock; readers take no lock: they read the head first, then the segments, and look at
 * nothing beyond that head.
 */
public final class Generation {
    /** The first segment; each one after it is twice as large, up to the limit: a view of few rows holds little memory. */
    private static final int SEGMENT_BYTES_AT_FIRST = 64 << 10;

    private final String reason;
    private final LogLimits limits;
    private final BlockEncoder encoder = new BlockEncoder();

    // Used under the lock.
    private final KeyTable keys = new KeyTable(this::hasKey);
    private int rows;

    // Written under the lock, read by any thread.
    private volatile TopicTag tag = TopicTag.UNKNOWN;
    private volatile byte[] tagSuffix = tag.suffix();
    private volatile Segments segments;
    private volatile Head head = Head.EMPTY;
    private volatile OldestResumable oldestResumable =
            new OldestResumable(EventId.of(MzTimestamp.ZERO, EventId.PROGRESS), SegmentIndex.NONE);
    private volatile List<String> columns = List.of();
    private volatile int keyCount;
    private volatile int rowCount;

    Generation(String reason, LogLimits limits) {
        this.reason = reason;
        this.limits = limits;
        this.segments = new Segments(Segment.open(0, Math.min(SEGMENT_BYTES_AT_FIRST, limits.segmentBytes())));
    }

    /**
     * The newest deletion that was dropped while it was its key's newest entry. A cursor before it gets {@code reset} and a new
     * snapshot; so does an id.
     *
     * @param id the deletion's
     * @param sequence the deletion's, or {@link SegmentIndex#NONE} if none was dropped
     */
    public record OldestResumable(EventId id, long sequence) {}

    /** Why it began, in plain words for the subscribers of the generation before. */
    public String reason() {
        return reason;
    }

    /** How far a reader may look. Read it before the segments. */
    public Head head() {
        return head;
    }

    /** The segments; at least as new as a head read before. */
    public Segments segments() {
        return segments;
    }

    /** Up to where deletions were dropped. Read it after the segments. */
    public OldestResumable oldestResumable() {
        return oldestResumable;
    }

    /** What every id of the topic ends in; {@link TopicTag#UNKNOWN} until the reader has found the topic. */
    public TopicTag tag() {
        return tag;
    }

    /** The bytes that every id ends in. */
    public byte[] tagSuffix() {
        return tagSuffix;
    }

    /** The columns that the last progress record declared; empty if none did. */
    public List<String> columns() {
        return columns;
    }

    /** How many keys there are: live rows, and deletions still kept. */
    public int keyCount() {
        return keyCount;
    }

    /** How many rows the view has. */
    public int rowCount() {
        return rowCount;
    }

    /** Says which topic the slices to come belong to. */
    synchronized void identify(TopicTag topic) {
        tagSuffix = topic.suffix();
        tag = topic;
    }

    /**
     * Appends the slice and shows it at once.
     *
     * @throws IllegalStateException if a record does not follow the last one, by offset or by time
     */
    synchronized void append(TopicSlice slice) {
        var next = head;
        for (var update : slice.updates()) {
            append(update, next, slice.compacted());
            next = next.afterRecord(update.timestamp(), update.offset(), slice.compacted());
        }
        if (slice.progress().isPresent()) {
            next = append(slice.progress().get(), next);
        }
        keyCount = keys.size();
        rowCount = rows;
        head = next;
    }

    private void append(Update update, Head at, boolean compacted) {
        if (update.timestamp().isBefore(at.closed()) || update.offset() <= at.offset()) {
            throw new IllegalStateException("record %s-%d does not follow %s-%d at frontier %s"
                    .formatted(
                            update.timestamp(),
                            update.offset(),
                            at.timestamp(),
                            at.offset(),
                            at.progress().frontier()));
        }
        var timestamp = update.timestamp().bits();
        switch (update) {
            case Update.Upsert(var _, var offset, var _, var value) -> encoder.row(timestamp, offset, tagSuffix, value);
            case Update.Delete(var _, var offset, var key) ->
                encoder.delete(timestamp, offset, tagSuffix, key, key.length);
        }
        var active = activeFor(at.sequence(), update.key().length);
        var index = active.append(encoder.bytes(), encoder.length(), update.key());
        var previous = keys.put(update.key(), at.sequence());
        rows += (update instanceof Update.Upsert ? 1 : 0) - (supersede(previous, at.sequence()) ? 1 : 0);
        var kind = update instanceof Update.Delete ? SegmentIndex.DELETE : SegmentIndex.ROW;
        var link = previous == SegmentIndex.NONE && compacted ? SegmentIndex.UNKNOWN : previous;
        active.describe(index, kind, timestamp, update.offset(), link);
    }

    /** Appends nothing for a frontier that later records already passed. */
    private Head append(Progress progress, Head at) {
        var next = progress.since().map(at::withSince).orElse(at);
        if (!progress.columns().isEmpty()) {
            columns = progress.columns();
        }
        var isRise = progress.frontier().isAfter(at.timestamp())
                && progress.frontier().isAfter(at.progress().frontier());
        if (!isRise) {
            return next;
        }
        encoder.progress(progress.frontier().bits(), tagSuffix);
        var active = activeFor(at.sequence(), 0);
        var index = active.append(encoder.bytes(), encoder.length(), new byte[0]);
        active.describe(index, SegmentIndex.PROGRESS, progress.frontier().bits(), at.offset(), SegmentIndex.NONE);
        return next.afterProgress(progress.frontier());
    }

    /** The active segment, or a new one if the block and its key do not fit. */
    private Segment activeFor(long sequence, int keyLength) {
        var active = segments.active();
        if (!active.fits(encoder.length(), keyLength)) {
            active.seal(sequence);
            var capacity = (int) Math.min(2L * active.capacity(), limits.segmentBytes());
            active = Segment.open(sequence, Math.max(capacity, encoder.length() + keyLength));
            segments = segments.withActive(active);
        }
        return active;
    }

    /** Puts compacted segments in the place of those they were made from. Compaction's thread. */
    synchronized void swap(Rewritten rewritten) {
        var at = segments.find(rewritten.from().getFirst().segment().baseSequence());
        var target = 0;
        for (var survivors : rewritten.from()) {
            var segment = survivors.segment();
            for (var i = 0; i < segment.size(head.sequence()); i++) {
                if (survivors.kept().get(i)) {
                    rewritten
                            .to()
                            .getFirst()
                            .supersede(target++, segment.index().supersededBy(i));
                } else {
                    forget(segment, i);
                }
            }
        }
        segments = segments.replace(at, at + rewritten.from().size(), rewritten.to());
        keyCount = keys.size();
    }

    /** Forgets a key whose deletion is dropped. */
    private void forget(Segment segment, int at) {
        var index = segment.index();
        if (index.kinds[at] == SegmentIndex.DELETE && index.supersededBy(at) == SegmentIndex.LIVE) {
            var key = new byte[segment.keyLength(at)];
            segment.copyKey(at, key);
            keys.remove(key, segment.sequence(at));
            if (segment.sequence(at) > oldestResumable.sequence()) {
                var id = EventId.of(new MzTimestamp(index.timestamps[at]), index.offsets[at]);
                oldestResumable = new OldestResumable(id, segment.sequence(at));
            }
        }
    }

    /** Marks an entry, if there is one, as superseded; true if the entry was a row. */
    private boolean supersede(long sequence, long bySequence) {
        if (sequence == SegmentIndex.NONE) {
            return false;
        }
        var segment = segments.get(segments.find(sequence));
        var at = segment.indexFrom(sequence);
        segment.supersede(at, bySequence);
        return segment.index().kinds[at] == SegmentIndex.ROW;
    }

    private boolean hasKey(long sequence, byte[] key) {
        var segment = segments.get(segments.find(sequence));
        return segment.hasKey(segment.indexFrom(sequence), key);
    }

    /** The log in numbers. */
    synchronized Figures figures() {
        var entries = 0L;
        var bytes = 0L;
        for (var i = 0; i < segments.size(); i++) {
            entries += segments.get(i).size(head.sequence());
            bytes += segments.get(i).capacity();
        }
        return new Figures(keys.size(), entries, segments.size(), bytes);
    }

    /**
     * The log in numbers.
     *
     * @param keys live rows, and deletions still kept
     * @param entries blocks of all kinds
     * @param segments pieces of memory
     * @param bytes memory held outside the heap
     */
    public record Figures(int keys, long entries, int segments, long bytes) {}
}
