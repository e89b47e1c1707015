package auctions.gateway.fanout;

import auctions.gateway.topic.ReadTopic;
import auctions.gateway.topic.ReaderStatus;
import auctions.gateway.topic.ViewDescription;
import java.util.Optional;

/** A topic that nobody reads. */
public final class FakeReadTopic implements ReadTopic {
    private final String topic;

    /** What the reader is said to do. */
    public ReaderStatus status = new ReaderStatus(true, false, true, Optional.empty());

    /** A topic of this name, all of which was read. */
    public FakeReadTopic(String topic) {
        this.topic = topic;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public ReaderStatus status() {
        return status;
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
