package auctions.ingestor.subscribe;

import auctions.ingestor.decode.Relation;

/**
 * A session at Materialize that has not subscribed yet. Owned by one thread, except {@link #cancel()}. Its methods throw
 * {@link SubscribeException}; the session is useless then.
 */
public interface SubscribeSession extends AutoCloseable {

    /** What the server says the relation looks like. */
    Relation relation();

    /** Where the relation's rows come from. */
    Origin origin();

    /** Subscribes; the cursor takes the session over. */
    SubscribeCursor subscribe(Start start);

    /** Makes a method that waits for the server fail soon. May be called from any thread, more than once. */
    void cancel();

    /** Ends the session. */
    @Override
    void close();
}
