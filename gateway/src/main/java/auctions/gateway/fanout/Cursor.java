package auctions.gateway.fanout;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's place in the log, and its filter. Owned by one pump thread at a time; holds no memory of the log but
 * the rest of a block that the output cut, and needs no closing.
 */
public final class Cursor {
    /* What is left out, and why the rest is true.
     *
     * A place is a sequence, not a piece of memory: each turn looks up the segment that holds it now, so compaction never
     * waits for a cursor and a cursor never keeps memory. In a snapshot (below snapshotUntil) superseded rows and
     * all deletions are left out: the subscriber holds nothing yet that they could take away. After a stall (below
     * conflateUntil) superseded versions are left out. Progress is a claim to hold everything below a time; it would be
     * false where older versions were left out here, or by compaction before. So claims begin at claimFrom: an entry that
     * nothing which was left out can be newer than.
     */

    private final FanoutLog log;
    private final Filter filter;
    private final boolean progressAsEvent;

    // Touched by the pump that owns it, and before that by the thread that opens it.
    private Epoch epoch;
    private long position;
    private long snapshotUntil;
    private long conflateUntil;
    private long claimFrom;

    // The rest of a block that was cut, and the id it will complete.
    private byte @Nullable [] rest;
    private int restFrom;
    private boolean restBegun;
    private long restTimestamp = Entries.NONE;
    private long restOffset = Entries.NONE;

    private long sentTimestamp = Entries.NONE;
    private long sentOffset = Entries.NONE;

    Cursor(FanoutLog log, Filter filter, boolean progressAsEvent) {
        this.log = log;
        this.filter = filter;
        this.progressAsEvent = progressAsEvent;
        this.epoch = log.epoch();
    }

    /** Begins with every live row. */
    void startSnapshot(Epoch at, Head head) {
        startAt(at, head, 0);
        snapshotUntil = head.sequence();
    }

    /** Begins with the last progress, since it is the place where the subscriber comes in. */
    void startHead(Epoch at, Head head) {
        startAt(at, head, head.progress() == Entries.NONE ? head.sequence() : head.progress());
        claimFrom = position;
    }

    /** Begins with this entry. */
    void startAt(Epoch at, Head head, long sequence) {
        epoch = at;
        position = sequence;
        snapshotUntil = 0;
        conflateUntil = 0;
        claimFrom = head.claimable();
    }

    /** Begins by saying that what the subscriber holds cannot be continued. */
    void startReset(Epoch at, Head head, String reason) {
        var encoder = new BlockEncoder();
        encoder.reset(reason);
        startSnapshot(at, head);
        rest = encoder.copy();
        restFrom = 0;
        restBegun = false;
        restTimestamp = Entries.NONE;
    }

    /** Whether {@link #write} has something to look at. Costs two volatile reads. */
    public boolean hasNext() {
        return rest != null || epoch != log.epoch() || position < epoch.head().sequence();
    }

    /**
     * Gives everything pending to the output, whole slices at a time: one write of one slice where nothing has to be
     * left out. A block that the output cut goes on where it was cut.
     *
     * @throws IOException the output's own
     */
    public Delivery write(Output output, Gather gather) throws IOException {
        gather.beginTurn();
        while (true) {
            if (rest != null && !writeRest(output, gather, rest)) {
                return Delivery.STALLED;
            }
            var current = log.epoch();
            if (epoch != current) {
                startReset(current, current.head(), current.reason());
                continue;
            }
            var head = epoch.head();
            if (position >= head.sequence()) {
                return Delivery.CAUGHT_UP;
            }
            if (gather.written() >= log.turnBytes()) {
                return Delivery.MORE;
            }
            if (!writeSegment(output, gather, head)) {
                return Delivery.STALLED;
            }
        }
    }

    /**
     * From here to the head, gives only the newest version of each row: for a subscriber that comes back to reading
     * after it had stalled.
     */
    public void conflate() {
        var head = epoch.head();
        conflateUntil = head.sequence();
        claimFrom = Math.max(claimFrom, head.claimable());
    }

    /** Whether it stands inside a block, so that nothing else (a comment, say) may be written now. */
    public boolean insideBlock() {
        return rest != null && restBegun;
    }

    /** The id of the last block that went out completely, as the subscriber knows it; empty if none carried one. */
    public Optional<String> lastEventId() {
        return sentTimestamp == Entries.NONE
                ? Optional.empty()
                : Optional.of(new EventId(sentTimestamp, sentOffset).toString());
    }

    private boolean writeRest(Output output, Gather gather, byte[] bytes) throws IOException {
        while (restFrom < bytes.length) {
            var taken = gather.write(output, bytes, restFrom);
            restFrom += taken;
            restBegun |= taken > 0;
            if (taken == 0) {
                return false;
            }
        }
        rest = null;
        if (restTimestamp != Entries.NONE) {
            sentTimestamp = restTimestamp;
            sentOffset = restOffset;
        }
        return true;
    }

    /** Writes what one segment holds for this cursor. False if the output cut it. */
    private boolean writeSegment(Output output, Gather gather, Head head) throws IOException {
        var directory = epoch.directory();
        var at = directory.find(position);
        if (at < 0 || position >= directory.get(at).endSequence()) {
            at++;
            position = directory.get(at).firstSequence;
            claimLater(head);
        }
        var segment = directory.get(at);
        if (!segment.isDense()) {
            claimLater(head);
        }
        var from = segment.indexFrom(position);
        var to = segment.size(head.sequence());
        gather.begin(segment);
        var whole = from >= to
                || (isPlain(segment)
                        ? gather.writeRun(output, from, to)
                        : gatherRuns(output, gather, segment, from, to));
        noteSent(segment, gather.last());
        if (whole) {
            position = segment.isDense() ? segment.firstSequence + to : segment.endSequence();
        } else {
            noteCut(segment, gather);
        }
        return whole;
    }

    /** Whether from here on each entry of the segment goes out as it is. */
    private boolean isPlain(Segment segment) {
        return filter.passesEverything()
                && !progressAsEvent
                && (segment.isTidy() || position >= Math.max(claimFrom, Math.max(snapshotUntil, conflateUntil)));
    }

    private boolean gatherRuns(Output output, Gather gather, Segment segment, int from, int to) throws IOException {
        var index = from;
        while (index < to) {
            var pick = pick(gather, segment, index);
            var next = index + 1;
            while (pick == Pick.BLOCK && next < to && pick(gather, segment, next) == Pick.BLOCK) {
                next++;
            }
            if (!add(output, gather, segment, pick, index, next)) {
                return false;
            }
            index = next;
        }
        return gather.flush(output);
    }

    private static boolean add(Output output, Gather gather, Segment segment, Pick pick, int from, int to)
            throws IOException {
        return switch (pick) {
            case NOTHING -> true;
            case BLOCK -> gather.addRun(output, from, to);
            case PROGRESS_EVENT -> {
                gather.encoder.progressEvent(segment.entries().timestamps[from]);
                yield gather.addEncoded(output, from);
            }
            case DELETION -> {
                gather.encodeDelete(segment, from);
                yield gather.addEncoded(output, from);
            }
        };
    }

    /** What becomes of an entry. */
    private enum Pick {
        /** It is left out. */
        NOTHING,
        /** Its block as it is. */
        BLOCK,
        /** Progress as an event instead of an id alone. */
        PROGRESS_EVENT,
        /** The row left the filter: its deletion instead of its value. */
        DELETION
    }

    private Pick pick(Gather gather, Segment segment, int index) {
        var entries = segment.entries();
        var sequence = segment.sequence(index);
        return switch (entries.kinds[index]) {
            case Entries.PROGRESS ->
                sequence < claimFrom ? Pick.NOTHING : progressAsEvent ? Pick.PROGRESS_EVENT : Pick.BLOCK;
            case Entries.DELETE -> pickDelete(gather, entries, index, sequence);
            default -> pickRow(gather, segment, index, sequence);
        };
    }

    private Pick pickDelete(Gather gather, Entries entries, int index, long sequence) {
        if (sequence < snapshotUntil) {
            return Pick.NOTHING;
        }
        if (filter.passesEverything()) {
            return sequence < conflateUntil && entries.isSuperseded(index, conflateUntil) ? Pick.NOTHING : Pick.BLOCK;
        }
        return mayHold(gather, entries.previous[index]) ? Pick.BLOCK : Pick.NOTHING;
    }

    private Pick pickRow(Gather gather, Segment segment, int index, long sequence) {
        var entries = segment.entries();
        if (filter.passesEverything() || passes(gather, segment, index)) {
            var until = sequence < snapshotUntil ? snapshotUntil : sequence < conflateUntil ? conflateUntil : 0;
            return entries.isSuperseded(index, until) ? Pick.NOTHING : Pick.BLOCK;
        }
        return sequence >= snapshotUntil && mayHold(gather, entries.previous[index]) ? Pick.DELETION : Pick.NOTHING;
    }

    /** Whether the subscriber may hold the version before; one that is compacted away might have passed. */
    private boolean mayHold(Gather gather, long sequence) {
        if (sequence == Entries.NONE) {
            return false;
        }
        var directory = epoch.directory();
        var at = directory.find(sequence);
        if (at < 0) {
            return true;
        }
        var segment = directory.get(at);
        var index = segment.find(sequence);
        return index < 0 || (segment.entries().kinds[index] == Entries.ROW && passes(gather, segment, index));
    }

    private boolean passes(Gather gather, Segment segment, int index) {
        var block = gather.block(segment, index);
        var length = segment.blockEnd(index) - segment.blockStart(index);
        return filter.passes(gather.scanner, block, BlockEncoder.valueStart(block), length);
    }

    private void claimLater(Head head) {
        claimFrom = Math.max(claimFrom, head.claimable());
    }

    private void noteSent(Segment segment, int index) {
        if (index >= 0) {
            sentTimestamp = segment.entries().timestamps[index];
            sentOffset = idOffset(segment, index);
        }
    }

    private void noteCut(Segment segment, Gather gather) {
        var cut = gather.cut();
        rest = gather.rest();
        restFrom = 0;
        restBegun = true;
        restTimestamp = segment.entries().timestamps[cut];
        restOffset = idOffset(segment, cut);
        position = segment.sequence(cut) + (rest == null ? 0 : 1);
    }

    private static long idOffset(Segment segment, int index) {
        var entries = segment.entries();
        return entries.kinds[index] == Entries.PROGRESS ? EventId.PROGRESS : entries.offsets[index];
    }
}
