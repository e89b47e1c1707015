package auctions.gateway.log;

import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.TopicListener;
import auctions.gateway.topic.TopicSlice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The topic in wire form: each row encoded once, in id order, compacted by key. The topic reader's thread appends, one
 * thread compacts, any thread reads.
 */
public final class TopicLog implements TopicListener {
    private final LogLimits limits;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    // Written by the reader's thread.
    private volatile Generation generation;

    /** An empty log. */
    public TopicLog(LogLimits limits) {
        this.limits = limits;
        this.generation = new Generation("", limits);
    }

    @Override
    public void identify(UUID topicId) {
        generation.identify(TopicTag.of(topicId));
    }

    /**
     * Encodes the slice and shows it to all readers at once.
     *
     * @throws IllegalStateException if a record does not follow the last one, by offset or by time
     */
    @Override
    public void append(TopicSlice slice) {
        generation.append(slice);
        listeners.forEach(Runnable::run);
    }

    /**
     * Begins a new generation: every open cursor says {@code event: reset} with this reason (plain words, nothing that JSON
     * escapes) and goes on with the new generation's snapshot.
     */
    @Override
    public void restart(String reason) {
        generation = new Generation(reason, limits);
        listeners.forEach(Runnable::run);
    }

    /** Has the listener called on the reader's thread after each append and restart. */
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    /** Drops what no reader needs any more and merges what is left; for one thread in the background. */
    public void compact() {
        new Compaction(generation, limits).run();
    }

    /** The current generation; a cursor with another one has to begin anew. */
    public Generation generation() {
        return generation;
    }

    /** The frontier last appended; empty before the first and for topics without progress. */
    public Optional<MzTimestamp> frontier() {
        var progress = generation.head().progress();
        return progress.isPresent() ? Optional.of(progress.frontier()) : Optional.empty();
    }

    /** The log in numbers. */
    public Generation.Figures figures() {
        return generation.figures();
    }
}
