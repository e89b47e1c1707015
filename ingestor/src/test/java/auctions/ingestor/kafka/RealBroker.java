package auctions.ingestor.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Connections to a real broker, with the options of the ingestor; closes all of them at once. */
public final class RealBroker implements AutoCloseable {

    private final String bootstrapServers;

    private final List<Broker> connections = new ArrayList<>();

    /** Nothing is connected yet. */
    public RealBroker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** A connection of an ingestor with these properties. */
    public Broker connect(TopicProperties topics) {
        return connection(topics);
    }

    private KafkaBroker connection(TopicProperties topics) {
        var broker = new KafkaBroker(options(topics), topics);
        connections.add(broker);
        return broker;
    }

    /** The first partition of any topic. */
    public CommittedLog log(String topic, TopicProperties topics) {
        return connection(topics).log(topic);
    }

    /** Options of a producer that is no ingestor: it fences nobody and writes without transactions. */
    public Map<String, Object> strangersOptions(TopicProperties topics) {
        var options = options(topics).producer(new TopicLimits(1_000_000));
        options.remove("transactional.id");
        options.remove("transaction.timeout.ms");
        return options;
    }

    private KafkaOptions options(TopicProperties topics) {
        var kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of(bootstrapServers));
        return new KafkaOptions(kafka, Map.of(), topics);
    }

    @Override
    public void close() {
        connections.forEach(Broker::close);
    }
}
