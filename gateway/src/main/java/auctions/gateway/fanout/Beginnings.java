package auctions.gateway.fanout;

import auctions.gateway.fanout.Beginning.Uncertain;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.EventId;
import auctions.gateway.log.Generation;
import auctions.gateway.log.Head;
import auctions.gateway.log.Head.LastProgress;
import auctions.gateway.log.LogLimits;
import auctions.gateway.log.SegmentIndex;
import auctions.gateway.topic.MzTimestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** Finds where streams begin. Any thread's. */
final class Beginnings {
    /**
     * A newcomer gets the snapshot of the newcomers before it if at most this share of the keys changed since: the pumps have
     * the pages of that snapshot, and the few changes follow.
     */
    private static final int SHARED_SHARE = 128;

    private static final EventId EMPTY_TOPIC = EventId.of(MzTimestamp.ZERO, EventId.PROGRESS);
    private static final byte[] NO_BLOCK = {};

    private final LogLimits limits;
    private final InstantSource clock;

    // The end that newcomers share. Any thread writes one that is good.
    private volatile Optional<SharedEnd> shared = Optional.empty();

    Beginnings(LogLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Where a snapshot ends that was made at a head.
     *
     * @param tagSuffix the generation's at that moment: a topic that is not found yet has none
     * @param blockOfId what goes out at the end: the id of the last progress in the snapshot, or of the last record
     * @param blockOfEvent the same for a stream that gets progress as events
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record SharedEnd(
            Generation generation,
            byte[] tagSuffix,
            Head head,
            long until,
            long end,
            EndBlock blockOfId,
            EndBlock blockOfEvent) {

        static SharedEnd of(Generation generation, Head head, long until, long end, EventId id) {
            var tag = generation.tagSuffix();
            return new SharedEnd(
                    generation,
                    tag,
                    head,
                    until,
                    end,
                    new EndBlock(positionBlock(id, false, tag), id.isProgress()),
                    new EndBlock(positionBlock(id, true, tag), id.isProgress()));
        }
    }

    /** Where the stream begins; empty if its id lies ahead of this log. */
    Optional<Beginning> of(StreamRequest request, Generation generation) {
        var view = LogView.of(generation);
        return switch (request.start()) {
            case Start.Snapshot() -> Optional.of(snapshot(request, view));
            case Start.Head() -> Optional.of(head(request, view));
            case Start.After(var id) -> after(id, request, view);
        };
    }

    /** A stream that begins by saying that what the subscriber holds cannot be continued, then a snapshot. */
    Beginning reset(StreamRequest request, Generation generation, String reason) {
        return reset(request, LogView.of(generation), reason);
    }

    private Beginning reset(StreamRequest request, LogView view, String reason) {
        var encoder = new BlockEncoder();
        encoder.reset(reason);
        return snapshot(request, view).after(encoder.copy());
    }

    private Beginning snapshot(StreamRequest request, LogView view) {
        var end = sharedEnd(view.generation(), request.confined());
        var snapshot = Snapshot.of(request, end.until(), end.end());
        var endBlock = request.progressAsEvent() ? end.blockOfEvent() : end.blockOfId();
        return inSnapshot(view, 0, snapshot, end.until(), Uncertain.NOTHING, endBlock);
    }

    /** The last progress, since all below it is the state of one time; where the topic has none, the last record. */
    private SharedEnd sharedEnd(Generation generation, boolean young) {
        var head = generation.head();
        var known = shared;
        if (known.isPresent() && isCurrent(known.get(), generation, head) && !(young && isOld(known.get(), head))) {
            return known.get();
        }
        var progress = head.progress();
        var now = progress.isPresent()
                ? SharedEnd.of(generation, head, progress.sequence() + 1, progress.offset() + 1, id(progress))
                : SharedEnd.of(generation, head, head.sequence(), head.offset() + 1, lastRecord(head));
        shared = Optional.of(now);
        return now;
    }

    private static boolean isCurrent(SharedEnd known, Generation generation, Head head) {
        return known.generation() == generation
                && Arrays.equals(known.tagSuffix(), generation.tagSuffix())
                && head.sequence() - known.head().sequence() <= generation.keyCount() / SHARED_SHARE;
    }

    /**
     * Whether rows of the snapshot may be compacted away soon, after which nobody knows whether the subscriber was shown them: one that is
     * confined would begin anew.
     */
    private boolean isOld(SharedEnd known, Head head) {
        return known.head()
                .closed()
                .isBefore(head.closed().minus(limits.compactionLag().dividedBy(2)));
    }

    /** The rest of a snapshot that began at some gateway, this one or another. */
    private static Beginning goOn(Resume.Position.InSnapshot at, StreamRequest request, LogView view) {
        var head = view.generation().head();
        var snapshot = Snapshot.of(request, at.until(), at.end());
        // Where the subscriber comes from, compaction may have taken a row: the newer version lies below the head.
        var claimFrom = at.sequence() == 0 ? at.until() : Math.max(at.until(), head.claimable());
        // Which progress the snapshot ended at is not known here: the log's next one says that it is complete.
        var endBlock = head.progress().isPresent()
                ? EndBlock.NONE
                : new EndBlock(
                        positionBlock(
                                at.last(),
                                request.progressAsEvent(),
                                view.generation().tagSuffix()),
                        false);
        return inSnapshot(view, at.sequence(), snapshot, claimFrom, Uncertain.ELSEWHERE, endBlock);
    }

    private static EventId lastRecord(Head head) {
        return head.offset() == SegmentIndex.NONE ? EMPTY_TOPIC : EventId.of(head.timestamp(), head.offset());
    }

    private static EventId id(LastProgress progress) {
        return EventId.of(progress.frontier(), EventId.PROGRESS);
    }

    /** From a position inside of a snapshot or at its end. */
    private static Beginning inSnapshot(
            LogView view, long sequence, Snapshot snapshot, long claimFrom, Uncertain uncertain, EndBlock endBlock) {
        var outcome = uncertain.elsewhere() ? Outcome.RESUMED : Outcome.SNAPSHOT;
        return sequence < snapshot.until()
                ? new Beginning(outcome, view, sequence, snapshot, claimFrom, uncertain, NO_BLOCK, endBlock)
                : new Beginning(outcome, view, sequence, snapshot, claimFrom, uncertain, endBlock.bytes(), endBlock);
    }

    /**
     * A stream of what follows the last progress, whose id it begins with; where the topic has none, of what follows the last
     * record. Wherever compaction has put the entry, the head knows its id.
     */
    private static Beginning head(StreamRequest request, LogView view) {
        var head = view.generation().head();
        var progress = head.progress();
        var sequence = progress.isPresent() ? progress.sequence() + 1 : head.sequence();
        var id = progress.isPresent() ? id(progress) : lastRecord(head);
        var first = head.sequence() == 0
                ? NO_BLOCK
                : positionBlock(id, request.progressAsEvent(), view.generation().tagSuffix());
        var none = Snapshot.of(request, 0, 0);
        return new Beginning(Outcome.HEAD, view, sequence, none, sequence, Uncertain.ELSEWHERE, first, EndBlock.NONE);
    }

    /** The block that tells a subscriber its position; a topic that was not found yet has none. */
    private static byte[] positionBlock(EventId id, boolean asEvent, byte[] tag) {
        if (tag.length == 0) {
            return NO_BLOCK;
        }
        var encoder = new BlockEncoder();
        if (!asEvent) {
            encoder.position(id, tag);
        } else if (id.isProgress() && !id.holdsNothing()) {
            encoder.progressEvent(id.timestamp().bits(), tag);
        } else {
            encoder.positionEvent(id, tag);
        }
        return encoder.copy();
    }

    private Optional<Beginning> after(String id, StreamRequest request, LogView view) {
        var now = new MzTimestamp(Math.max(0, clock.millis()));
        return switch (new Resume(view.generation(), limits.deleteRetention(), now).after(id)) {
            case Resume.Position.At(var sequence) -> Optional.of(at(sequence, now, request, view));
            case Resume.Position.InSnapshot at -> Optional.of(goOn(at, request, view));
            case Resume.Position.Anew() -> Optional.of(snapshot(request, view));
            case Resume.Position.Ahead() -> Optional.empty();
            case Resume.Position.Refused(var reason) -> Optional.of(reset(request, view, reason));
        };
    }

    /**
     * The gateway that the subscriber comes from may be ahead of this one, by less than the compaction lag. Its newest time is
     * not known here, but as a rule it is not later than the clock says. A clock that is wrong costs a deletion too many.
     */
    private Beginning at(long sequence, MzTimestamp now, StreamRequest request, LogView view) {
        var head = view.generation().head();
        var compacted = head.closed().max(now).minus(limits.compactionLag());
        var uncertain = new Uncertain(
                sequence,
                compacted.isBefore(head.closed()) ? compacted : head.closed().minus(Duration.ofMillis(1)),
                true);
        var none = Snapshot.of(request, 0, 0);
        return new Beginning(
                Outcome.RESUMED, view, sequence, none, head.claimable(), uncertain, NO_BLOCK, EndBlock.NONE);
    }
}
