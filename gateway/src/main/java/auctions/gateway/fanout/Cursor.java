package auctions.gateway.fanout;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's place in the log, and its filter. Owned by one pump thread at a time; holds no memory of the log but
 * the rest of a block that the output cut, and needs no closing.
 */
public final class Cursor {
    /* A place is a sequence, not a piece of memory: each turn looks up the segment that holds it now. So compaction never
     * waits for a cursor, and a cursor that stalls for an hour keeps no memory but the rest of one block.
     */

    /** A filter may pass over much and write little, which takes time as well. */
    private static final int SEGMENTS_PER_TURN = 16;

    private final FanoutLog log;

    // Touched by the pump that owns it, and before that by the thread that opens it.
    private Epoch epoch;
    private long position;
    private Selection selection;
    private long horizonAtStart;

    // What has to go out before anything else.
    private @Nullable Rest rest;

    private Cursor(FanoutLog log, Epoch epoch, Selection selection, Epoch.Horizon horizon) {
        this.log = log;
        this.epoch = epoch;
        this.position = selection.startedAt();
        this.selection = selection;
        this.horizonAtStart = horizon.sequence();
    }

    /** A stream of every live row, and of those superseded within the lag, and of what follows. */
    static Cursor snapshot(FanoutLog log, StreamRequest request, Epoch epoch) {
        return new Cursor(log, epoch, snapshotOf(log, request, epoch), epoch.horizon());
    }

    /**
     * A stream of what follows the last progress, since that is the place where the subscriber comes in; where the topic has
     * none, of what follows the last record. It begins with the id of that place, wherever compaction has put it.
     */
    static Cursor head(FanoutLog log, StreamRequest request, Epoch epoch, Head head) {
        var start = head.progress() == Entries.NONE ? head.sequence() : head.progress() + 1;
        var selection = new Selection(request, epoch, start, 0, start, log.coldSeconds());
        var cursor = new Cursor(log, epoch, selection, epoch.horizon());
        if (head.sequence() > 0) {
            cursor.rest = new Rest(place(head, request), false);
        }
        return cursor;
    }

    private static byte[] place(Head head, StreamRequest request) {
        var encoder = new BlockEncoder();
        if (head.progress() == Entries.NONE) {
            encoder.position(head.timestamp(), head.offset());
        } else if (request.progressAsEvent()) {
            encoder.progressEvent(head.frontier());
        } else {
            encoder.progress(head.frontier());
        }
        return encoder.copy();
    }

    /** A stream from this entry on, which was found under this horizon. */
    static Cursor at(FanoutLog log, Epoch epoch, Selection selection, Epoch.Horizon horizon) {
        return new Cursor(log, epoch, selection, horizon);
    }

    /** A stream that begins by saying that what the subscriber holds cannot be continued, then a snapshot. */
    static Cursor reset(FanoutLog log, StreamRequest request, Epoch epoch, String reason) {
        var cursor = snapshot(log, request, epoch);
        cursor.beginAnew(epoch, reason);
        return cursor;
    }

    private static Selection snapshotOf(FanoutLog log, StreamRequest request, Epoch epoch) {
        var head = epoch.head();
        return new Selection(request, epoch, 0, head.sequence(), head.claimable(), log.coldSeconds());
    }

    private void beginAnew(Epoch at, String reason) {
        var encoder = new BlockEncoder();
        encoder.reset(reason);
        epoch = at;
        position = 0;
        selection = snapshotOf(log, selection.request(), at);
        horizonAtStart = at.horizon().sequence();
        rest = new Rest(encoder.copy(), false);
    }

    /** Reads what {@link #write} needs of it, so that it is in the processor's cache by then. */
    public long fetch() {
        return position + selection.fetch();
    }

    /** Whether {@link #write} has something to look at. Costs two volatile reads. */
    boolean hasNext() {
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
        var segments = 0;
        while (true) {
            if (rest != null) {
                if (!rest.write(output, gather)) {
                    return Delivery.STALLED;
                }
                rest = null;
            }
            var current = log.epoch();
            if (epoch != current) {
                beginAnew(current, current.reason());
                continue;
            }
            var head = epoch.head();
            if (position >= head.sequence()) {
                return Delivery.CAUGHT_UP;
            }
            if (gather.written() >= log.turnBytes() || segments++ == SEGMENTS_PER_TURN) {
                return Delivery.MORE;
            }
            if (!writeSegment(output, gather, head)) {
                return Delivery.STALLED;
            }
            if (position == head.sequence()) {
                return Delivery.CAUGHT_UP;
            }
        }
    }

    /**
     * From here to the head, gives only the newest version of each row: for a subscriber that comes back to reading
     * after it had stalled.
     */
    public void conflate() {
        selection.conflate(epoch.head());
    }

    /** Whether it stands inside a block, so that nothing else (a comment, say) may be written now. */
    public boolean insideBlock() {
        return rest != null && rest.begun;
    }

    /** Writes what one segment holds for this cursor. False if the output cut it. */
    private boolean writeSegment(Output output, Gather gather, Head head) throws IOException {
        var directory = epoch.directory();
        var horizon = epoch.horizon().sequence();
        if (position <= horizon && horizon != horizonAtStart && selection.misses(horizon)) {
            beginAnew(epoch, "slower than the deletions kept");
            return true;
        }
        var at = directory.find(position);
        if (at < 0 || position >= directory.get(at).endSequence()) {
            at++;
            position = directory.get(at).firstSequence;
            selection.claimLater(head);
        }
        var segment = directory.get(at);
        if (!segment.isDense()) {
            selection.claimLater(head);
        }
        var from = segment.indexFrom(position);
        var to = segment.size(head.sequence());
        gather.begin(segment);
        var whole = from >= to
                || (selection.isPlain(segment, position)
                        ? gather.writeRun(output, from, to)
                        : gatherRuns(output, gather, segment, from, to));
        if (whole) {
            position = segment.isDense() ? segment.firstSequence + to : segment.endSequence();
        } else {
            noteCut(segment, gather);
        }
        return whole;
    }

    private boolean gatherRuns(Output output, Gather gather, Segment segment, int from, int to) throws IOException {
        var index = from;
        while (index < to) {
            var pick = selection.pick(gather, segment, index);
            var next = index + 1;
            while (pick == Selection.Pick.BLOCK
                    && next < to
                    && selection.pick(gather, segment, next) == Selection.Pick.BLOCK) {
                next++;
            }
            if (!add(output, gather, segment, pick, index, next)) {
                return false;
            }
            index = next;
        }
        return gather.flush(output);
    }

    private static boolean add(Output output, Gather gather, Segment segment, Selection.Pick pick, int from, int to)
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

    private void noteCut(Segment segment, Gather gather) {
        var cut = segment.sequence(gather.cut());
        var bytes = gather.rest();
        rest = bytes == null ? null : new Rest(bytes, true);
        position = bytes == null ? cut : cut + 1;
    }

    /** The part of a block that is still to go. Owned as its cursor is. */
    private static final class Rest {
        private final byte[] bytes;
        private int from;
        private boolean begun;

        Rest(byte[] bytes, boolean begun) {
            this.bytes = bytes;
            this.begun = begun;
        }

        /** Goes on writing. False if the output cut it again. */
        boolean write(Output output, Gather gather) throws IOException {
            while (from < bytes.length) {
                var taken = gather.write(output, bytes, from);
                from += taken;
                begun |= taken > 0;
                if (taken == 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
