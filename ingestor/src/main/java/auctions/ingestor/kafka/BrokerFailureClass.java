package auctions.ingestor.kafka;

import java.util.Locale;

/** Every way in which Kafka fails, by what the ingestor does about it. {@link BrokerFailures} assigns the classes. */
public enum BrokerFailureClass {
    /** Kafka is out of reach or slow, or the outcome of a commit is unknown: close everything and recover again. */
    UNAVAILABLE,
    /** Another writer has taken over: back off, then start again as a candidate. */
    FENCED,
    /** Retrying cannot help: wrong topic settings, refused credentials, a change at which the policy stops. */
    FATAL;

    /** The class as a metric tag and log value. */
    public String label() {
        return "kafka_" + name().toLowerCase(Locale.ROOT);
    }
}
