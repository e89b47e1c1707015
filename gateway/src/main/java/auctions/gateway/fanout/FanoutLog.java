package auctions.gateway.fanout;

import auctions.gateway.topic.Batch;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The topic as browsers get it: encoded once, in id order, compacted by key. One thread appends, one compacts, any
 * number of cursors read without a lock.
 */
public final class FanoutLog {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile OptionalLong frontier = OptionalLong.empty();

    FanoutLog() {}

    /** Encodes the batch and shows it to all cursors at once. The writer thread's. */
    public void append(Batch batch) {
        batch.progress().ifPresent(progress -> frontier = OptionalLong.of(progress.frontier()));
        listeners.forEach(Runnable::run);
    }

    /**
     * Begins anew, since the topic was re-created or truncated: every open cursor says `event: reset` with this reason
     * and goes on with the new topic's snapshot. The writer thread's.
     */
    public void restart(String reason) {
        frontier = OptionalLong.empty();
        listeners.forEach(Runnable::run);
    }

    /** Has the listener called on the writer thread after each append and restart. */
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    /** A place in the log for a new stream. Any thread's. */
    public Opening open(Start start, Filter filter, boolean progressAsEvent) {
        return new Opening.Ready(new Cursor());
    }

    /** What a pump needs to let cursors write. */
    public Gather gather() {
        return new Gather();
    }

    /** Drops what nobody needs any more and merges what is left; for a thread in the background. */
    public void compact() {}

    /** The frontier last appended; empty before the first and for topics without progress. */
    public OptionalLong frontier() {
        return frontier;
    }

    /** The view's columns: as the progress record says, else the fields seen in rows; empty if neither is known yet. */
    public List<String> columns() {
        return List.of();
    }

    /** What the log holds now. */
    public Figures figures() {
        return new Figures(0, 0, 0, 0);
    }

    /**
     * The log in numbers.
     *
     * @param keys live rows, and tombstones still kept
     * @param entries blocks of all kinds
     * @param segments pieces of memory
     * @param bytes memory held outside the heap
     */
    public record Figures(int keys, long entries, int segments, long bytes) {}
}
