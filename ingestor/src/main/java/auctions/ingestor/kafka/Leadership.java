package auctions.ingestor.kafka;

import java.time.Duration;

/** Whether this instance is the active one. Safety does not rest on it (fencing does), only quiet does. */
public interface Leadership extends AutoCloseable {

    /**
     * Begins to apply; once.
     *
     * @param onLoss called from another thread when activity has to end
     */
    void start(Runnable onLoss);

    /** Whether this instance is active now. Throws {@link BrokerException} if it never can be. */
    boolean held();

    /** Waits until this instance is active, at most so long. */
    boolean await(Duration timeout) throws InterruptedException;

    /** Stands back at once, so that another instance takes over without waiting. */
    @Override
    void close();
}
