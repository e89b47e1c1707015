package auctions.ingestor.subscribe;

import auctions.ingestor.decode.SubscribeEvent;
import java.util.List;

/**
 * Our place in one SUBSCRIBE. Owned by one thread, except {@link #cancel()}.
 *
 * <p>Every method throws {@link SubscribeException} when the subscription breaks; the cursor is useless then.
 */
public interface SubscribeCursor extends AutoCloseable {

    /**
     * Waits for the next event, and gives with it those that have already been read, in order. The first one of all is a
     * {@link SubscribeEvent.Progress} at the AS OF.
     */
    List<SubscribeEvent> next();

    /** Makes a waiting {@link #next()} fail soon. May be called from any thread, more than once. */
    void cancel();

    /** Ends the subscription and the session. */
    @Override
    void close();
}
