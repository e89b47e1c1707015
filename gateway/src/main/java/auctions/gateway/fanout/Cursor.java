package auctions.gateway.fanout;

import auctions.gateway.log.Generation;
import auctions.gateway.log.Head;
import auctions.gateway.log.Segment;
import auctions.gateway.log.TopicLog;
import java.io.IOException;

/**
 * One subscriber's position in the log, and its filter. Made, used and dropped on one pump's thread; holds no memory of the
 * log, and needs no closing.
 */
public final class Cursor {
    /* The life of a cursor: it begins at a position, shows the rest of a snapshot if it has one, then follows the log for
     * ever. A new generation, or a deletion that was dropped before the cursor came to it, makes it begin anew.
     *
     * A position is a sequence, not a piece of memory: each turn looks up the segment that holds it now. So compaction never
     * waits for a cursor, and a cursor that stalls for an hour keeps no memory. Inside of a block the position is the entry's
     * sequence and a number of bytes; where the entry was dropped meanwhile, the stream ends.
     */

    /** Nearer to the head than so many entries a cursor counts as being there. */
    private static final int NEAR_ENTRIES = 1024;

    private final TopicLog log;
    private final Beginnings beginnings;
    private final long turnBytes;

    // What a turn reads comes first: the objects behind it are prefetched, see the pump's subscribers.
    private Generation generation;
    private long sequence;
    private long plainFrom;
    private boolean projects; // Blocks have fewer columns than the log's.
    private Unsent unsent;
    private Phase phase;
    private Selection selection;
    private long droppedUntil;

    Cursor(TopicLog log, Beginnings beginnings, long turnBytes, StreamRequest request, Beginning beginning) {
        this.log = log;
        this.beginnings = beginnings;
        this.turnBytes = turnBytes;
        begin(request, beginning);
    }

    private void begin(StreamRequest request, Beginning beginning) {
        generation = beginning.view().generation();
        sequence = beginning.sequence();
        droppedUntil = beginning.view().droppedUntil();
        unsent = Unsent.blocks(beginning.firstBlocks(), 0);
        phase = Phase.of(beginning);
        selection = new Selection(request, beginning);
        plainFrom = Math.max(selection.plainFrom(), beginning.snapshot().until());
        projects = !request.projection().showsAll();
    }

    private void beginAnew(Generation at, String reason) {
        var request = selection.request();
        begin(request, beginnings.reset(request, at, reason));
    }

    /** Reads what a turn needs of the cursor, so that it is in the processor's cache by then. */
    public long prefetch() {
        return sequence + plainFrom + (projects ? 1 : 0);
    }

    /** Whether {@link #write} has something to look at. Costs two volatile reads. */
    boolean hasNext() {
        return !(unsent instanceof Unsent.Nothing)
                || generation != log.generation()
                || sequence < generation.head().sequence();
    }

    /**
     * Gives everything pending to the output, whole slices at a time: one write of one slice where nothing has to be
     * left out. A block that the output cut goes on where it was cut, as long as the log has it.
     *
     * @throws IOException the output's own
     */
    public Delivery write(Output output, Scratch scratch) throws IOException {
        scratch.effort().begin(turnBytes);
        while (true) {
            if (!(unsent instanceof Unsent.Nothing)) {
                unsent = scratch.rests()
                        .write(output, unsent, generation, selection.request().projection());
                if (!(unsent instanceof Unsent.Nothing)) {
                    return unsent instanceof Unsent.Dropped ? Delivery.ENDED : Delivery.STALLED;
                }
                endSnapshotIfOver();
                continue;
            }
            var current = log.generation();
            if (generation != current) {
                beginAnew(current, current.reason());
                continue;
            }
            var head = generation.head();
            if (sequence >= head.sequence()) {
                return Delivery.CAUGHT_UP;
            }
            if (scratch.effort().isSpent()) {
                return Delivery.MORE;
            }
            var whole = phase instanceof Phase.InSnapshot inSnapshot
                    ? showSnapshot(output, scratch, inSnapshot)
                    : follow(output, scratch, head);
            if (!whole) {
                return Delivery.STALLED;
            }
        }
    }

    /**
     * From here to the head, gives only the newest version of each row: for a subscriber that comes back to reading
     * after it had stalled. What is left of a snapshot is shown all the same.
     */
    public void conflate() {
        var from = phase instanceof Phase.InSnapshot(var snapshot, var _) ? snapshot.until() : sequence;
        selection.conflate(from, generation.head());
        plainFrom = Math.max(from, selection.plainFrom());
    }

    /** Whether more than a turn's worth is to come: it shows a snapshot, or is far from the head. */
    public boolean isBehind() {
        return phase instanceof Phase.InSnapshot || generation.head().sequence() - sequence > NEAR_ENTRIES;
    }

    /** Whether it stands inside a block, so that nothing else (a comment, say) may be written now. */
    public boolean insideBlock() {
        return unsent.isInsideBlock();
    }

    /** Writes one page of the snapshot; false if the output cut it. */
    private boolean showSnapshot(Output output, Scratch scratch, Phase.InSnapshot at) throws IOException {
        var page = scratch.pages().page(generation, at.snapshot(), sequence, scratch.effort(), scratch.projected());
        claimFrom(page.claimFrom());
        scratch.effort().step();
        scratch.effort().offer(page.length());
        var endBlock = endBlock(at);
        return switch (page.write(output, sequence, endBlock, scratch.rests())) {
            case Written.Cut cut -> {
                goOnAfter(cut);
                yield false;
            }
            case Written.UpToEnd(var endBytes) -> {
                sequence = page.next();
                endSnapshot(endBlock, endBytes);
                yield unsent instanceof Unsent.Nothing;
            }
            case Written.Whole.ALL -> {
                sequence = page.next();
                endSnapshotIfOver();
                yield true;
            }
            case Written.UpToReset.ALL ->
                throw new IllegalStateException("a snapshot has no entry after which to begin anew");
        };
    }

    private void endSnapshotIfOver() {
        if (phase instanceof Phase.InSnapshot at && sequence >= at.snapshot().until()) {
            endSnapshot(endBlock(at), 0);
        }
    }

    private void endSnapshot(byte[] endBlock, int writtenBytes) {
        phase = Phase.Following.FOLLOWING;
        unsent = Unsent.blocks(endBlock, writtenBytes);
    }

    /** Where progress may not be claimed at the snapshot's end, the log's next progress says that the snapshot is complete. */
    private byte[] endBlock(Phase.InSnapshot at) {
        var isTooEarly = at.endBlock().claimsProgress()
                && !selection.mayClaim(at.snapshot().until());
        return isTooEarly ? EndBlock.NONE.bytes() : at.endBlock().bytes();
    }

    private void goOnAfter(Written.Cut cut) {
        unsent = cut.rest();
        sequence = cut.next();
    }

    /** Goes on with the first entry of the segment that was not looked at, or after the segment. */
    private void goOnAt(Segment segment, int index) {
        boolean isHere = segment.isContiguous() || index < segment.entries();
        sequence = isHere ? segment.sequence(index) : segment.endSequence();
    }

    private void claimFrom(long from) {
        if (from > 0) {
            selection.claimFrom(from);
            plainFrom = Math.max(plainFrom, selection.plainFrom());
        }
    }

    /** Writes what one segment holds for this cursor, as far as the turn goes; false if the output cut it. */
    private boolean follow(Output output, Scratch scratch, Head head) throws IOException {
        var segments = generation.segments();
        var dropped = generation.oldestResumable().sequence();
        if (sequence <= dropped && dropped != droppedUntil) {
            beginAnew(generation, "slower than the deletions kept");
            return true;
        }
        var at = segments.find(sequence);
        if (at < 0 || sequence >= segments.get(at).endSequence()) {
            at++;
            sequence = segments.get(at).baseSequence();
            claimFrom(head.claimable());
        }
        var segment = segments.get(at);
        if (!segment.isContiguous()) {
            claimFrom(head.claimable());
        }
        var from = segment.indexFrom(sequence);
        var size = segment.size(head.sequence());
        var to = projects ? selection.stepEnd(segment, from, size) : size;
        if (from >= to) {
            scratch.effort().step();
            goOnAt(segment, to);
            return true;
        }
        var written = writeEntries(output, scratch, segment, from, to);
        if (written instanceof Written.Cut cut) {
            goOnAfter(cut);
            return false;
        }
        if (written == Written.UpToReset.ALL) {
            beginAnew(generation, "it is not known any more which rows were shown");
        }
        return true;
    }

    private Written writeEntries(Output output, Scratch scratch, Segment segment, int from, int to) throws IOException {
        scratch.writer().begin(segment, projects ? selection.blocks(segment, from, to, scratch) : segment);
        return sequence >= plainFrom || selection.isPlain(segment)
                ? writeRun(output, scratch, segment, from, to)
                : gatherRuns(output, scratch, segment, from, to);
    }

    private Written writeRun(Output output, Scratch scratch, Segment segment, int from, int to) throws IOException {
        scratch.effort().offer(segment.blockEnd(to - 1) - segment.blockStart(from));
        goOnAt(segment, to);
        return scratch.writer().writeRun(output, from, to);
    }

    private Written gatherRuns(Output output, Scratch scratch, Segment segment, int from, int to) throws IOException {
        var index = from;
        while (index < to && !isOver(scratch)) {
            var pick = pick(scratch, segment, index);
            if (pick == Pick.RESET) {
                return scratch.writer().flush(output) instanceof Written.Cut cut ? cut : Written.UpToReset.ALL;
            }
            var next = index + 1;
            while (pick == Pick.BLOCK && next < to && !isOver(scratch) && pick(scratch, segment, next) == Pick.BLOCK) {
                next++;
            }
            if (add(output, scratch, segment, pick, index, next) instanceof Written.Cut cut) {
                return cut;
            }
            index = next;
        }
        goOnAt(segment, index);
        return scratch.writer().flush(output);
    }

    /** Blocks that were made for a step would have to be made again. */
    private boolean isOver(Scratch scratch) {
        return !projects && scratch.effort().isSpent();
    }

    private Pick pick(Scratch scratch, Segment segment, int index) {
        scratch.effort().step();
        return selection.pick(scratch, segment, index);
    }

    private Written add(Output output, Scratch scratch, Segment segment, Pick pick, int from, int to)
            throws IOException {
        return switch (pick) {
            case NOTHING -> Written.Whole.ALL;
            case RESET -> throw new IllegalStateException("a reset takes the place of no entry");
            case BLOCK -> {
                scratch.effort().offer(segment.blockEnd(to - 1) - segment.blockStart(from));
                yield scratch.writer().addRun(output, from, to);
            }
            case PROGRESS_EVENT, DELETION -> {
                var block = scratch.encoder().encode(pick, segment, from, generation.tagSuffix());
                yield scratch.writer().addEncoded(output, block, pick, from);
            }
        };
    }
}
