package auctions.ingestor.topic;

import java.util.Locale;

/** Kafka did not do what was asked of it; the kind says what to do. */
public final class TopicException extends RuntimeException {

    /** Every way of Kafka to refuse. */
    public enum Kind {
        /** Out of reach, slow, or in doubt about a commit: close everything, recover again. */
        UNAVAILABLE,
        /** Another writer has taken over: stand by. */
        FENCED,
        /** Retrying cannot help: wrong topic settings, refused credentials, a change the policy stops at. */
        FATAL;

        /** The kind as a metric tag. */
        public String label() {
            return "kafka_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;

    /** A failure found on our side. */
    public TopicException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure of a client. */
    public TopicException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The kind of failure. */
    public Kind kind() {
        return kind;
    }
}
