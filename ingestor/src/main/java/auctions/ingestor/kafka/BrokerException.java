package auctions.ingestor.kafka;

/** Kafka did not do what was asked of it. The failure class says what to do, the message what to tell people. */
public final class BrokerException extends RuntimeException {

    private final BrokerFailureClass failureClass;

    /** A failure found on our side. */
    public BrokerException(BrokerFailureClass failureClass, String message) {
        super(message);
        this.failureClass = failureClass;
    }

    /** A failure of a client. */
    public BrokerException(BrokerFailureClass failureClass, String message, Throwable cause) {
        super(message, cause);
        this.failureClass = failureClass;
    }

    /** The class of the failure. */
    public BrokerFailureClass failureClass() {
        return failureClass;
    }
}
