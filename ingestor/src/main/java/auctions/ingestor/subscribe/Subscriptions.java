package auctions.ingestor.subscribe;

import java.time.Duration;

/** The way to Materialize; the seam behind which tests put a scripted server. */
public interface Subscriptions {

    /**
     * Connects and asks for the columns; nothing is subscribed to yet.
     *
     * @param patience how long the server may stay silent until the first frontier is closed: a large view takes time
     *     to be computed
     * @throws SubscribeException with the class of the failure
     */
    SubscribeSession connect(Duration patience);
}
