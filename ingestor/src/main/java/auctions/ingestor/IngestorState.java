package auctions.ingestor;

import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.subscribe.SubscribeCursor;
import auctions.ingestor.subscribe.SubscribeSession;
import auctions.ingestor.topic.Publication;
import java.time.Duration;
import java.util.Locale;

/**
 * Where the loop is, and what it holds while it is there.
 *
 * <pre>
 * Starting ──▶ Standby ──▶ Connecting ──▶ Recovering ──▶ Snapshotting ──▶ Streaming
 *                                             └────────────────────────────▲
 *
 * Recovering, Snapshotting, Streaming ──▶ Standby     another instance is active now
 * Snapshotting, Streaming ──▶ Connecting              a difference is due, because a key was violated
 * every state up to Streaming ──▶ BackingOff          after a failure; then Starting again
 * every state ──▶ Stopped, Failed                     when asked to; after a failure that waiting does not cure
 * </pre>
 *
 * <p>{@code IngestorSimulation} holds the diagram.
 */
sealed interface IngestorState {

    /** The topics are not verified yet. */
    record Starting() implements IngestorState {}

    /**
     * Another instance is active, as far as we know.
     *
     * @param limits what the topics and their cluster can do
     */
    record Standby(TopicLimits limits) implements IngestorState {}

    /** This instance is active and opens a session at Materialize. */
    record Connecting(TopicLimits limits) implements IngestorState {}

    /**
     * Fencing older writers, reading the checkpoint, subscribing.
     *
     * @param session owned by this state until it subscribes
     */
    record Recovering(TopicLimits limits, SubscribeSession session) implements IngestorState {

        @Override
        public void cancel() {
            session.cancel();
        }

        @Override
        public void release() {
            session.close();
        }
    }

    /** A subscription is published. */
    sealed interface Publishing extends IngestorState {

        /** What the topics and their cluster can do. */
        TopicLimits limits();

        /** The subscription; owned by this state. */
        SubscribeCursor cursor();

        /** Its way into the topic; owned by this state. */
        Publication publication();

        @Override
        default void cancel() {
            cursor().cancel();
        }

        /** The server is told first, because it does not find out by itself. */
        @Override
        default void release() {
            try {
                cursor().close();
            } finally {
                publication().close();
            }
        }
    }

    /** A snapshot is compared with the topic. */
    record Snapshotting(TopicLimits limits, SubscribeCursor cursor, Publication publication) implements Publishing {}

    /** Changes are published as they come. */
    record Streaming(TopicLimits limits, SubscribeCursor cursor, Publication publication) implements Publishing {}

    /**
     * Waiting after a failure.
     *
     * @param until when to try again, by the monotonic clock
     */
    record BackingOff(Duration until) implements IngestorState {}

    /** Ended because it was asked to. */
    record Stopped() implements IngestorState {}

    /**
     * Ended because going on could not help.
     *
     * @param message what is wrong and what to do, for people
     */
    record Failed(String message) implements IngestorState {}

    /** Makes the loop fail soon where it waits for Materialize. May be called from any thread. */
    default void cancel() {}

    /** Closes what the state owns. Not called where the next state takes it over. */
    default void release() {}

    /** Whether the loop has ended. */
    default boolean ended() {
        return this instanceof Stopped || this instanceof Failed;
    }

    /** The state's name as a metric tag and log value. */
    default String label() {
        return label(getClass());
    }

    /** The name of a state of this class. */
    static String label(Class<? extends IngestorState> state) {
        return state.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
