package auctions.gateway.topic;

/** The topic is not the one that was read before, or has lost what was read: all of it has to be read anew. */
final class TopicChangedException extends RuntimeException {
    private final boolean deletion;

    TopicChangedException(String reason) {
        this(reason, false);
    }

    private TopicChangedException(String reason, boolean deletion) {
        super(reason);
        this.deletion = deletion;
    }

    /** The topic is gone. */
    static TopicChangedException deleted() {
        return new TopicChangedException("topic deleted", true);
    }

    /** What happened, for the log and for subscribers. */
    String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether there is no topic now. */
    boolean isDeletion() {
        return deletion;
    }
}
