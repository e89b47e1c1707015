package auctions.ingestor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Topics that the broker has made by itself, because a client asked for their names: three partitions, never compacted. */
class TopicAdminIT {

    private static final EmbeddedKafkaKraftBroker KAFKA = new EmbeddedKafkaKraftBroker(1, 1);

    private final TopicProperties topics = new TopicProperties(
            "winners-" + UUID.randomUUID(),
            RejectionPolicy.STOP,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6));

    private final RealBroker broker = new RealBroker(KAFKA.getBrokersAsString());

    @BeforeAll
    static void startKafka() {
        start(KAFKA);
    }

    private static void start(EmbeddedKafkaKraftBroker kafka) {
        kafka.brokerProperty("auto.create.topics.enable", "true");
        kafka.brokerProperty("num.partitions", "3");
        kafka.brokerProperty("transaction.state.log.replication.factor", "1");
        kafka.brokerProperty("transaction.state.log.min.isr", "1");
        kafka.afterPropertiesSet();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.destroy();
    }

    @AfterEach
    void letGo() {
        broker.close();
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafkaKraftBroker kafka, Map<String, Object> more) {
        var options = new HashMap<>(more);
        options.put("bootstrap.servers", kafka.getBrokersAsString());
        return new KafkaProducer<>(options, new StringSerializer(), new StringSerializer());
    }

    /** Any client will do: this one asks, and writes nothing. */
    private static void makeBrokerCreate(EmbeddedKafkaKraftBroker kafka, String topic) {
        try (var producer = producer(kafka, Map.of())) {
            assertThat(producer.partitionsFor(topic)).hasSize(3);
        }
    }

    private TopicDescription description(String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.getBrokersAsString()))) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        }
    }

    /** The broker answers from its own copy of the cluster's topics, which is a little behind. */
    private void awaitPartition(String topic) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(description(topic).partitions()).hasSize(1));
    }

    private String cleanupPolicy(String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.getBrokersAsString()))) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("cleanup.policy")
                    .value();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-progress"})
    void makesAnEmptyTopicAnewThatTheBrokerCreatedByItself(String suffix) throws Exception {
        makeBrokerCreate(KAFKA, topics.name() + suffix);

        broker.connect(topics).prepare();

        awaitPartition(topics.name() + suffix);
        assertThat(cleanupPolicy(topics.name() + suffix)).isEqualTo("compact");
    }

    @Test
    void takesATopicForEmptyThatHoldsOnlyAnAbortedTransaction() throws Exception {
        try (var producer = producer(KAFKA, Map.of("transactional.id", topics.name()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topics.name(), 0, "key", "value"))
                    .get();
            producer.abortTransaction();
        }

        broker.connect(topics).prepare();

        awaitPartition(topics.name());
    }

    @Test
    void leavesATopicAloneThatHoldsARecordAndNamesEverySettingThatIsNotFit() throws Exception {
        try (var producer = producer(KAFKA, Map.of())) {
            producer.send(new ProducerRecord<>(topics.name(), 2, "key", "value"))
                    .get();
        }
        var before = description(topics.name()).topicId();

        assertThatThrownBy(() -> broker.connect(topics).prepare())
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.failureClass()).isEqualTo(BrokerFailureClass.FATAL))
                .hasMessageContaining("it has 3 partitions instead of 1")
                .hasMessageContaining("its cleanup.policy is delete instead of compact")
                .hasMessageContaining("its min.compaction.lag.ms is 0 instead of at least 600000");
        assertThat(description(topics.name()).topicId()).isEqualTo(before);
    }

    @Test
    void namesTheRightToDeleteWhereItIsMissing() {
        var forbidding = new EmbeddedKafkaKraftBroker(1, 1);
        forbidding.brokerProperty("delete.topic.enable", "false");
        start(forbidding);
        try (var connections = new RealBroker(forbidding.getBrokersAsString())) {
            makeBrokerCreate(forbidding, topics.name());

            assertThatThrownBy(() -> connections.connect(topics).prepare())
                    .isInstanceOfSatisfying(
                            BrokerException.class,
                            e -> assertThat(e.failureClass()).isEqualTo(BrokerFailureClass.FATAL))
                    .hasMessageContaining("the right Delete on it is missing");
        } finally {
            forbidding.destroy();
        }
    }
}
