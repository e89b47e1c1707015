package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the loop lets others see. Written by the loop's thread, read by any.
 *
 * <p>Freshness is told by when the frontier last moved, not by what it says: it is a logical time.
 */
final class IngestorStatus {

    private volatile IngestorState state = new IngestorState.Starting();

    private volatile Instant turnedAt;

    private volatile @Nullable MzTimestamp frontier;

    private volatile @Nullable Instant frontierMovedAt;

    private volatile @Nullable String lastCause;

    private volatile @Nullable Duration historyMargin;

    IngestorStatus(Instant now) {
        this.turnedAt = now;
    }

    /** Where the loop is. */
    IngestorState state() {
        return state;
    }

    /** When the loop last took a step. */
    Instant turnedAt() {
        return turnedAt;
    }

    /** The last frontier published, here or by the active instance. */
    Optional<MzTimestamp> frontier() {
        return Optional.ofNullable(frontier);
    }

    /** When a frontier was published here, or one was seen to follow another; empty until then. */
    Optional<Instant> frontierMovedAt() {
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

    void turned(Instant now) {
        turnedAt = now;
    }

    /** A frontier was published here. */
    void published(MzTimestamp next, Instant now) {
        frontier = next;
        frontierMovedAt = now;
    }

    /** A frontier was found in the topic. The first one says nothing about when it came there. */
    void seen(MzTimestamp found, Instant now) {
        var before = frontier;
        frontier = found;
        if (before != null && !before.equals(found)) {
            frontierMovedAt = now;
        }
    }

    void lastCause(String cause) {
        lastCause = cause;
    }

    void historyMargin(Duration margin) {
        historyMargin = margin;
    }
}
