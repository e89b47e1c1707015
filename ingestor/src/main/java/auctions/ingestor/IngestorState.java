package auctions.ingestor;

import java.time.Instant;
import java.util.Locale;

/**
 * Where the loop is.
 *
 * <pre>
 * Starting → Standby ⇄ Recovering → Snapshotting → Streaming
 *               ▲          ▲             │             │
 *               └──────────┴─ BackingOff ◄─────────────┘      any → Stopped, Failed
 * </pre>
 */
sealed interface IngestorState {

    /** The topics are not yet verified. */
    record Starting() implements IngestorState {}

    /** Another instance is active, as far as we know. */
    record Standby() implements IngestorState {}

    /** Connecting, fencing, reading the checkpoint. */
    record Recovering() implements IngestorState {}

    /** A snapshot is compared with the topic. */
    record Snapshotting() implements IngestorState {}

    /** Changes are published as they come. */
    record Streaming() implements IngestorState {}

    /**
     * Waiting after a failure.
     *
     * @param until when to try again
     */
    record BackingOff(Instant until) implements IngestorState {}

    /** Ended because it was asked to. */
    record Stopped() implements IngestorState {}

    /**
     * Ended because going on could not help.
     *
     * @param message what is wrong and what to do, for people
     */
    record Failed(String message) implements IngestorState {}

    /** Whether the loop has ended. */
    default boolean ended() {
        return this instanceof Stopped || this instanceof Failed;
    }

    /** The state's name as a metric tag and log value. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
