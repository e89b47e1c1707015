package auctions.ingestor;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One real broker for all integration tests of a JVM; each test takes topics of its own. */
public final class TestKafka {

    private static final EmbeddedKafkaKraftBroker BROKER = started();

    private TestKafka() {}

    private static EmbeddedKafkaKraftBroker started() {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("offsets.topic.replication.factor", "1");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
        return broker;
    }

    /** Where clients find it. */
    public static String bootstrapServers() {
        return BROKER.getBrokersAsString();
    }
}
