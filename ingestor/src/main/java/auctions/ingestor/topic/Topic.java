package auctions.ingestor.topic;

import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.TopicProperties;
import java.util.Optional;

/** The published topic with its checkpoints: verified, then written by one instance at a time. Owned by one thread. */
public final class Topic implements AutoCloseable {

    private final Broker broker;

    private final TopicProperties properties;

    /** The topic of the given name behind a broker. */
    Topic(Broker broker, TopicProperties properties) {
        this.broker = broker;
        this.properties = properties;
    }

    /** Creates the topics that are missing, verifies those that are there, and gives what they and their cluster can do. */
    public TopicLimits prepare() {
        return broker.prepare();
    }

    /** Fences every older writer, and recovers what the topic and its checkpoint say. */
    public Recovered open(TopicLimits limits) {
        var transactions = broker.fence(limits);
        try {
            return Recovered.read(broker, new Fenced(transactions, broker.data(), properties, limits));
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    /** The last checkpoint of whoever is active. */
    public Optional<Checkpoint> lastCheckpoint() {
        return CheckpointReader.last(broker.progress());
    }

    @Override
    public void close() {
        broker.close();
    }
}
