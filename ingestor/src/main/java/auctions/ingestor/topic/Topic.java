package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.Broker;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.TopicProperties;
import java.util.Optional;
import java.util.random.RandomGenerator;

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

    /**
     * Fences every older writer, and recovers what the topic and its checkpoint say.
     *
     * @param random gives the key of the hashes by which rows are compared
     */
    public Recovered open(TopicLimits limits, RandomGenerator random) {
        var transactions = broker.fence(limits);
        try {
            return Recovered.read(
                    broker, new Fenced(transactions, broker.data(), properties, limits), new Hash128(random));
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    /** The frontier that whoever is active has published last. */
    public Optional<MzTimestamp> lastFrontier() {
        return CheckpointReader.last(broker.progress()).map(Checkpoint::frontier);
    }

    /** Writes down that keys were violated, so that the next start begins with the difference. Fences every other writer. */
    public void noteUnknownKeys(TopicLimits limits, RandomGenerator random) {
        try (var recovered = open(limits, random)) {
            recovered.noteUnknownKeys();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
