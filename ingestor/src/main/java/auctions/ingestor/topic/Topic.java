package auctions.ingestor.topic;

import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.TopicProperties;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The published topic with its checkpoints: verified, then written by one instance at a time. Owned by one thread. */
public final class Topic implements AutoCloseable {

    private final Broker broker;

    private final TopicProperties properties;

    private @Nullable TopicLimits limits;

    /** The topic of the given name behind a broker. */
    Topic(Broker broker, TopicProperties properties) {
        this.broker = broker;
        this.properties = properties;
    }

    /** Creates what is missing and verifies what is there. */
    public void prepare() {
        limits = broker.prepare();
    }

    /** Fences every older writer and recovers what the topic says. */
    public TopicWriter open() {
        if (limits == null) {
            throw new IllegalStateException("open() before prepare()");
        }
        return TopicWriter.open(broker, properties, limits);
    }

    /** The last checkpoint of whoever is active. */
    public Optional<Checkpoint> lastCheckpoint() {
        return new CheckpointReader(broker).last();
    }

    @Override
    public void close() {
        broker.close();
    }
}
