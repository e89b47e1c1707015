package auctions.gateway.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows with the progress record of their transaction: the two come from different partitions, in either order, and should reach
 * browsers in one write. Pure; owned by the reader's thread.
 *
 * <p>Rows are handed on when the newest progress record covers them, or after the linger without it; where no progress was ever seen,
 * as beside a native sink, at once. A frontier is claimed only when the position has passed all that it speaks of, and what the topic
 * held when reading it began: compaction may have left out older versions until there. And only while it lies beyond every row already
 * handed on, and not beyond one that waits: ids rise.
 */
final class SliceAssembler {
    private final long lingerNanos;
    private final int recordsMax;

    private List<Update> pending = new ArrayList<>();
    private long pendingSinceNanos;
    private long position;
    private long claimsFrom;
    private @Nullable ProgressRecord progress;
    private boolean expectsProgress;
    // The last frontier claimed or time of a row handed on, whichever is later; empty before the first.
    private Optional<MzTimestamp> passed = Optional.empty();

    SliceAssembler(long lingerNanos, int recordsMax) {
        this.lingerNanos = lingerNanos;
        this.recordsMax = recordsMax;
    }

    /** Takes the next row. */
    void add(Update update, long nowNanos) {
        if (pending.isEmpty()) {
            pendingSinceNanos = nowNanos;
        }
        pending.add(update);
    }

    /** Says that everything below this offset was added or does not exist. */
    void moveTo(long offset) {
        position = Math.max(position, offset);
    }

    /** Says below which offset compaction may have left out older versions: nothing is claimed until the position has passed it. */
    void claimFrom(long offset) {
        claimsFrom = Math.max(claimsFrom, offset);
    }

    /** Takes the newest progress record, which speaks for all before it. */
    void progress(ProgressRecord next) {
        progress = next;
        expectsProgress = true;
    }

    /** Time until the pending rows go on by themselves; negative when nothing waits. */
    long waitNanos(long nowNanos) {
        if (pending.isEmpty()) {
            return -1;
        }
        return expectsProgress ? Math.max(0, lingerNanos - (nowNanos - pendingSinceNanos)) : 0;
    }

    /** The next slice, if one is due. */
    Optional<TopicSlice> take(long nowNanos) {
        var current = progress;
        boolean due = !pending.isEmpty() && (waitNanos(nowNanos) == 0 || pending.size() >= recordsMax);
        if (current == null || Math.max(current.nextOffset(), claimsFrom) > position) {
            return due ? Optional.of(slice(rows(pending.size(), nowNanos), Optional.empty())) : Optional.empty();
        }
        progress = null;
        var updates = rows(due ? pending.size() : below(current.nextOffset()), nowNanos);
        var covering = Optional.of(current.progress()).filter(this::rises);
        covering.ifPresent(claim -> passed = Optional.of(claim.frontier()));
        return updates.isEmpty() && covering.isEmpty() ? Optional.empty() : Optional.of(slice(updates, covering));
    }

    private TopicSlice slice(List<Update> updates, Optional<Progress> covering) {
        boolean compacted = !updates.isEmpty() && updates.getFirst().offset() < claimsFrom;
        return new TopicSlice(updates, covering, compacted);
    }

    private boolean rises(Progress next) {
        boolean beyondWaiting =
                !pending.isEmpty() && next.frontier().isAfter(pending.getFirst().timestamp());
        return passed.map(next.frontier()::isAfter).orElse(true) && !beyondWaiting;
    }

    private List<Update> rows(int count, long nowNanos) {
        var rows = List.copyOf(pending.subList(0, count));
        if (!rows.isEmpty()) {
            passed = Optional.of(rows.getLast().timestamp());
        }
        pending = new ArrayList<>(pending.subList(count, pending.size()));
        pendingSinceNanos = nowNanos;
        return rows;
    }

    private int below(long offset) {
        int rows = 0;
        while (rows < pending.size() && pending.get(rows).offset() < offset) {
            rows++;
        }
        return rows;
    }
}
