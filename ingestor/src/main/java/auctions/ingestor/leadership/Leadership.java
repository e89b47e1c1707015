package auctions.ingestor.leadership;

import auctions.ingestor.kafka.BrokerException;
import java.time.Duration;

/** Whether this instance is the active one. Safety rests on fencing, not on this: it only keeps instances from fencing each other in turn. */
public interface Leadership extends AutoCloseable {

    /**
     * Joins the group of instances; further calls do nothing.
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
