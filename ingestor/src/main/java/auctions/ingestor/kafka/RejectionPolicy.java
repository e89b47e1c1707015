package auctions.ingestor.kafka;

/** What is done with a change that cannot be published. */
public enum RejectionPolicy {
    /** The process ends with a message, and nothing of the change's batch is written. */
    STOP,
    /** The change goes to the dead-letter topic in the same transaction; its key keeps its last value. */
    DEAD_LETTER
}
