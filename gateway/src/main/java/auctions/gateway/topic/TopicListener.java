package auctions.gateway.topic;

/** Where the reader hands on what it read. Every call comes from the reader's thread. */
public interface TopicListener {
    /** Takes the next rows of the topic, in the topic's order, with the progress that covers them. */
    void append(Batch batch);

    /** Forgets all that was handed on: the topic that it came from is gone. What follows starts from the beginning. */
    void restart(String reason);
}
