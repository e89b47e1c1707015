package auctions.gateway.fanout;

import auctions.gateway.topic.Batch;
import auctions.gateway.topic.TopicListener;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The topic as browsers get it: encoded once, in id order, compacted by key. One thread appends, one compacts, any
 * number of cursors read without a lock.
 */
public final class FanoutLog implements TopicListener {
    private final FanoutProperties properties;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    // Written by the writer thread.
    private volatile Epoch epoch;

    FanoutLog(FanoutProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
        this.epoch = begin("");
    }

    /**
     * Encodes the batch and shows it to all cursors at once. The writer thread's.
     *
     * @throws IllegalStateException if a record does not follow the last one, by offset or by time
     */
    @Override
    public void append(Batch batch) {
        epoch.append(batch);
        listeners.forEach(Runnable::run);
    }

    /**
     * Begins anew, since the topic was re-created or truncated: every open cursor says `event: reset` with this reason
     * (plain words, nothing that JSON escapes) and goes on with the new topic's snapshot. The writer thread's.
     */
    @Override
    public void restart(String reason) {
        epoch = begin(reason);
        listeners.forEach(Runnable::run);
    }

    /** Has the listener called on the writer thread after each append and restart. */
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    /** A place in the log for a new stream. Any thread's. */
    public Opening open(StreamRequest request) {
        var current = epoch;
        return switch (request.start()) {
            case Start.Snapshot() -> new Opening.Ready(Cursor.snapshot(this, request, current));
            case Start.Head() -> new Opening.Ready(Cursor.head(this, request, current, current.head()));
            case Start.After(var id) -> openAfter(id, request, current, current.head());
        };
    }

    private Opening openAfter(String id, StreamRequest request, Epoch current, Head head) {
        var directory = current.directory();
        // Read once: what is dropped after this is noticed by the cursor.
        var horizon = current.horizon();
        return switch (new Resume(directory, horizon, head, properties.deleteRetention(), clock.millis()).after(id)) {
            case Resume.Place.At(var sequence) -> {
                var selection = new Selection(request, current, sequence, 0, head.claimable(), coldSeconds());
                yield new Opening.Ready(Cursor.at(this, current, selection, horizon));
            }
            case Resume.Place.Ahead() -> new Opening.Ahead();
            case Resume.Place.Refused(var reason) -> new Opening.Ready(Cursor.reset(this, request, current, reason));
        };
    }

    /** What a pump needs to let cursors write. */
    public Gather gather() {
        return new Gather((int) properties.gather().toBytes());
    }

    /** Drops what nobody needs any more and merges what is left; for one thread in the background. */
    public void compact() {
        new Compaction(epoch, properties, clock.millis()).run();
    }

    /** The frontier last appended; empty before the first and for topics without progress. */
    public OptionalLong frontier() {
        var frontier = epoch.head().frontier();
        return frontier == Entries.NONE ? OptionalLong.empty() : OptionalLong.of(frontier);
    }

    /** The view's columns: as the progress record says, else the fields seen in rows; empty if neither is known yet. */
    public List<String> columns() {
        return epoch.columns();
    }

    /** What the log holds now. */
    public Figures figures() {
        return epoch.figures();
    }

    /** The generation that is current; a cursor with another one has to begin anew. */
    Epoch epoch() {
        return epoch;
    }

    /** How much a cursor may write in one turn. */
    long turnBytes() {
        return properties.turn().toBytes();
    }

    /** What happened at this second or before lies a compaction lag back. */
    long coldSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(
                clock.millis() - properties.compactionLag().toMillis());
    }

    private Epoch begin(String reason) {
        return new Epoch(reason, properties, clock);
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
