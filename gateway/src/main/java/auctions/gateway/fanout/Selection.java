package auctions.gateway.fanout;

/** What of the log one stream shows. Owned as its cursor is. */
final class Selection {
    /* What is left out, and why the rest is true.
     *
     * In a snapshot (below snapshotUntil) rows superseded and deletions made before coldSeconds, which is the compaction
     * lag before it began, are left out; younger ones are not: a stream that is cut there and goes on at a replica that
     * lags would miss the older version. After a stall (below conflateUntil) all superseded versions are left out.
     *
     * Progress is a claim to hold everything below a time. It would be false where older versions were left out here, or
     * by compaction before. So claims begin at claimFrom: nothing that was left out has its newer version after it.
     *
     * A stream with a filter shows a row's deletion when the row leaves the filter. Whether the subscriber holds it
     * depends on the version before, as this stream or the one it came from has shown it.
     */

    private final StreamRequest request;
    private final Filter filter;
    // Follows from the two above, which a turn of most subscribers need not look at then.
    private final boolean showsAll;
    private final Epoch epoch;
    private final long startedAt;
    private final long snapshotUntil;
    private final long coldSeconds;

    // Touched by the pump that owns the cursor, and before that by the thread that opens it.
    private long conflateUntil;
    private long claimFrom;

    /**
     * The selection of a stream that begins at an entry.
     *
     * @param snapshotUntil where its snapshot ends; 0 if it has none
     * @param claimFrom the first progress it may show
     * @param coldSeconds the compaction lag before now
     */
    Selection(
            StreamRequest request, Epoch epoch, long startedAt, long snapshotUntil, long claimFrom, long coldSeconds) {
        this.request = request;
        this.filter = request.filter();
        this.showsAll = filter.passesEverything() && !request.progressAsEvent();
        this.epoch = epoch;
        this.startedAt = startedAt;
        this.snapshotUntil = snapshotUntil;
        this.claimFrom = claimFrom;
        this.coldSeconds = coldSeconds;
    }

    /** Reads what a turn needs of it, for the processor's cache. */
    long fetch() {
        return claimFrom + startedAt;
    }

    /** What the subscriber asked for. */
    StreamRequest request() {
        return request;
    }

    /** The sequence it begins at. */
    long startedAt() {
        return startedAt;
    }

    /** Leaves out superseded versions up to this head. */
    void conflate(Head head) {
        conflateUntil = head.sequence();
        claimLater(head);
    }

    /** Makes no claim below this head, since older versions are missing. */
    void claimLater(Head head) {
        claimFrom = Math.max(claimFrom, head.claimable());
    }

    /** Whether from this sequence on each entry of the segment is shown as it is. */
    boolean isPlain(Segment segment, long from) {
        return showsAll && (segment.isTidy() || from >= Math.max(claimFrom, Math.max(snapshotUntil, conflateUntil)));
    }

    /** Whether a deletion that was dropped up to this sequence could be missed: in its snapshot it shows none that old. */
    boolean misses(long droppedUntil) {
        return droppedUntil >= snapshotUntil;
    }

    /** What becomes of an entry. */
    enum Pick {
        /** It is left out. */
        NOTHING,
        /** Its block as it is. */
        BLOCK,
        /** Progress as an event instead of an id alone. */
        PROGRESS_EVENT,
        /** The row left the filter: its deletion instead of its value. */
        DELETION
    }

    /** What becomes of this entry. */
    Pick pick(Gather gather, Segment segment, int index) {
        var entries = segment.entries();
        var sequence = segment.sequence(index);
        return switch (entries.kinds[index]) {
            case Entries.PROGRESS ->
                sequence < claimFrom ? Pick.NOTHING : request.progressAsEvent() ? Pick.PROGRESS_EVENT : Pick.BLOCK;
            case Entries.DELETE -> pickDelete(gather, segment, index, sequence);
            default -> pickRow(gather, segment, index, sequence);
        };
    }

    private Pick pickDelete(Gather gather, Segment segment, int index, long sequence) {
        var entries = segment.entries();
        if (sequence < snapshotUntil && entries.appendedAt[index] <= coldSeconds) {
            return Pick.NOTHING;
        }
        if (filter.passesEverything()) {
            return isConflated(entries, index, sequence) ? Pick.NOTHING : Pick.BLOCK;
        }
        return mayHold(gather, segment, index) ? Pick.BLOCK : Pick.NOTHING;
    }

    private Pick pickRow(Gather gather, Segment segment, int index, long sequence) {
        var entries = segment.entries();
        if (filter.passesEverything() || filter.passes(segment, index, gather)) {
            return isConflated(entries, index, sequence) || isStale(entries, index, sequence)
                    ? Pick.NOTHING
                    : Pick.BLOCK;
        }
        if (sequence < snapshotUntil && entries.appendedAt[index] <= coldSeconds) {
            return Pick.NOTHING;
        }
        return mayHold(gather, segment, index) ? Pick.DELETION : Pick.NOTHING;
    }

    private boolean isConflated(Entries entries, int index, long sequence) {
        return sequence < conflateUntil && entries.isSuperseded(index, conflateUntil);
    }

    /** Whether a snapshot leaves the row out, since the next version came before its cold time. */
    private boolean isStale(Entries entries, int index, long sequence) {
        return sequence < snapshotUntil
                && entries.isSuperseded(index, snapshotUntil)
                && epoch.directory().isCold(entries.supersededBy(index), coldSeconds);
    }

    /**
     * Whether the subscriber may hold the version before an entry: if it passed, or is compacted away and might have. If
     * the subscriber came here with an id, and another replica may have left that version out, the one before it counts.
     */
    private boolean mayHold(Gather gather, Segment segment, int index) {
        var directory = epoch.directory();
        var sequence = segment.entries().previous[index];
        var isCold = segment.entries().appendedAt[index] <= coldSeconds;
        while (sequence != Entries.NONE) {
            var at = directory.find(sequence);
            var found = at < 0 ? -1 : directory.get(at).find(sequence);
            if (found < 0) {
                return true;
            }
            var before = directory.get(at);
            if (before.entries().kinds[found] == Entries.ROW && filter.passes(before, found, gather)) {
                return true;
            }
            if (sequence >= startedAt || !isCold) {
                return false;
            }
            sequence = before.entries().previous[found];
        }
        return false;
    }
}
