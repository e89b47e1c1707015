package auctions.e2e;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker in this JVM that can do transactions alone, and quickly. */
public final class Brokers {

    private Brokers() {}

    /** Starts one at a free port; {@code destroy()} ends it. */
    public static EmbeddedKafkaKraftBroker started() {
        return startedAt(0);
    }

    /** Starts one at this port of localhost; {@code destroy()} ends it. */
    public static EmbeddedKafkaKraftBroker startedAt(int port) {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        // The broker's own setter of ports has no effect; these are the names of listeners that its test kit expects.
        broker.brokerProperty("listeners", "EXTERNAL://localhost:" + port + ",CONTROLLER://localhost:0");
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
