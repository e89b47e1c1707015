package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import java.util.Optional;

/**
 * A session at Materialize that has not subscribed yet. Owned by one thread, except {@link #cancel()}. Its methods throw
 * {@link SubscribeException}; the session is useless then.
 */
public interface SubscribeSession extends AutoCloseable {

    /** What the server says the relation looks like. */
    Relation relation();

    /**
     * Subscribes; the cursor takes the session over.
     *
     * @param asOf the time after which updates are wanted, without a snapshot; empty for a snapshot at a time that the
     *     server chooses
     */
    SubscribeCursor subscribe(Optional<MzTimestamp> asOf);

    /** Makes a method that waits for the server fail soon. May be called from any thread, more than once. */
    void cancel();

    /** Ends the session. */
    @Override
    void close();
}
