package auctions.gateway.topic;

/** The topic is not the one that was read before, or has lost what was read: all of it has to be read anew. */
final class TopicChangedException extends RuntimeException {
    TopicChangedException(String reason) {
        super(reason);
    }

    /** What happened, for the log and for subscribers. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
