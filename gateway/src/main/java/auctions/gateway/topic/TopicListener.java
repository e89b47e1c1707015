package auctions.gateway.topic;

import java.util.UUID;

/** What the reader hands the topic to. Every call comes from the reader's thread. */
public interface TopicListener {
    /** Says which topic the next slices come from, by Kafka's id of the topic: before the first slice, and before the first after a restart. */
    void identify(UUID topicId);

    /** Takes the next slice of the topic, in the topic's order. */
    void append(TopicSlice slice);

    /** Forgets all slices so far, because their topic is gone or was cut off. The next slice is the first of a topic. */
    void restart(String reason);
}
