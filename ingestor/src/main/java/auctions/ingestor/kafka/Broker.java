package auctions.ingestor.kafka;

/** What the ingestor needs of Kafka; the seam behind which the simulation puts topics in memory. Owned by one thread. */
public interface Broker extends AutoCloseable {

    /** Creates the topics that are missing and verifies those that are there. */
    TopicLimits prepare();

    /**
     * Opens the one writer. When this returns, no older one can add a record and none of their transactions is open.
     *
     * @param limits what {@link #prepare} gave
     */
    Transactions fence(TopicLimits limits);

    /** The data topic. */
    CommittedLog data();

    /** The topic of checkpoints. */
    CommittedLog progress();

    /** Lets go of every connection. */
    @Override
    void close();
}
