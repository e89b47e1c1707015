package auctions.e2e;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker in this JVM that can do transactions alone, and quickly. */
public final class Brokers {

    private Brokers() {}

    /** Starts one at a free port; {@code destroy()} ends it. */
    public static EmbeddedKafkaKraftBroker started() {
        return start(new EmbeddedKafkaKraftBroker(1, 1));
    }

    /** Starts one that listens at this port of localhost, too; {@code destroy()} ends it. */
    public static EmbeddedKafkaKraftBroker startedAt(int port) {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        // The first two are the test kit's own. It binds them to ports of its choice, whatever is written here.
        broker.brokerProperty("listeners", "EXTERNAL://localhost:0,CONTROLLER://localhost:0,LOCAL://localhost:" + port);
        broker.brokerProperty(
                "listener.security.protocol.map", "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,LOCAL:PLAINTEXT");
        return start(broker);
    }

    private static EmbeddedKafkaKraftBroker start(EmbeddedKafkaKraftBroker broker) {
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("transaction.state.log.num.partitions", "1");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        // By default the broker writes its address into Spring's own property: all services of this JVM would go to the
        // newest broker.
        broker.brokerListProperty("spring.embedded.kafka.brokers");
        broker.afterPropertiesSet();
        return broker;
    }
}
