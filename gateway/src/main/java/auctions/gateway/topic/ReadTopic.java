package auctions.gateway.topic;

/** What the rest of the gateway asks the reader of one topic. Any thread's. */
public interface ReadTopic {
    /** The name of the topic. */
    String topic();

    /** How the reader is doing. */
    ReaderStatus status();

    /** What the topic says of its view, so far. */
    ViewDescription description();

    /** Records so far that broke the topic's contract. */
    long violations();
}
