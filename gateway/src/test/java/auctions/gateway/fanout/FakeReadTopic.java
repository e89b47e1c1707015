package auctions.gateway.fanout;

import auctions.gateway.topic.ReadTopic;
import auctions.gateway.topic.ReaderStatus;
import auctions.gateway.topic.ViewDescription;
import java.util.Optional;

/**
 * A topic that nobody reads.
 *
 * @param status what the reader is said to do
 */
public record FakeReadTopic(String topic, ReaderStatus status) implements ReadTopic {

    /** A topic of this name, all of which was read. */
    public static FakeReadTopic read(String topic) {
        return new FakeReadTopic(topic, new ReaderStatus(true, false, true, Optional.empty()));
    }

    /** A topic of this name that does not exist. */
    public static FakeReadTopic absent(String topic) {
        return new FakeReadTopic(topic, new ReaderStatus(true, true, false, Optional.empty()));
    }

    @Override
    public ViewDescription description() {
        return new ViewDescription(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public long violations() {
        return 0;
    }
}
