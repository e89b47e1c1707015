package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.topic.Published;
import auctions.ingestor.topic.Recovered;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the loop lets others see, in health, metrics and spans. Written by the loop's thread, read by any.
 *
 * <p>Freshness is told by when the frontier last moved, not by what it says: it is a logical time.
 */
final class IngestorStatus {

    private volatile IngestorState state = new IngestorState.Starting();

    // Both by the monotonic clock.
    private volatile Duration turnedAt;
    private volatile @Nullable Duration frontierMovedAt;

    private volatile @Nullable MzTimestamp frontier;

    private volatile @Nullable String lastCause;

    private volatile @Nullable Duration historyMargin;

    private final IngestorCounters counters;

    private final BatchTrace trace;

    IngestorStatus(Duration now, IngestorCounters counters, BatchTrace trace) {
        this.turnedAt = now;
        this.counters = counters;
        this.trace = trace;
    }

    /** Where the loop is. */
    IngestorState state() {
        return state;
    }

    /** When the loop last took a step, by the monotonic clock. */
    Duration turnedAt() {
        return turnedAt;
    }

    /** The last frontier published, here or by the active instance. */
    Optional<MzTimestamp> frontier() {
        return Optional.ofNullable(frontier);
    }

    /** When a frontier was published here, or one was seen to follow another, by the monotonic clock; empty until then. */
    Optional<Duration> frontierMovedAt() {
        return Optional.ofNullable(frontierMovedAt);
    }

    /** The last failure's message; kept after recovery, for people. */
    Optional<String> lastCause() {
        return Optional.ofNullable(lastCause);
    }

    /** How far our frontier was ahead of the server's history when the server last told; negative when it was lost. */
    Optional<Duration> historyMargin() {
        return Optional.ofNullable(historyMargin);
    }

    void state(IngestorState next) {
        state = next;
    }

    void turned(Duration now) {
        turnedAt = now;
    }

    /** A row has arrived. */
    void received(Update update) {
        counters.received(update);
    }

    /** A frontier was published here. */
    void published(Published batch, Duration now) {
        frontier = batch.frontier();
        frontierMovedAt = now;
        counters.published(batch);
        trace.published(batch);
    }

    /** A frontier was found in the topic. The first one says nothing about when it came there. */
    void seen(MzTimestamp found, Duration now) {
        var before = frontier;
        frontier = found;
        if (before != null && !before.equals(found)) {
            frontierMovedAt = now;
        }
    }

    /** The topic was taken over, as it was found. */
    void recovered(Recovered recovered, Duration now) {
        if (recovered.frontier().isAfter(MzTimestamp.ZERO)) {
            seen(recovered.frontier(), now);
        }
        counters.tornRecords(recovered.tornRecords());
    }

    /** A subscription or a writer has failed. */
    void failed(String cause, String failureClass) {
        lastCause = cause;
        counters.failed(failureClass);
    }

    void historyMargin(Duration margin) {
        historyMargin = margin;
    }
}
