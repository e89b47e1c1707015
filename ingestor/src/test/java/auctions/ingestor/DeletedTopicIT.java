package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.data.Diff;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Topics deleted under a live writer, at a broker that makes missing topics by itself, with three partitions. */
class DeletedTopicIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final EmbeddedKafkaKraftBroker KAFKA = new EmbeddedKafkaKraftBroker(1, 1);

    private final String topic = "deleted-" + UUID.randomUUID();

    private final CommittedTopic data = new CommittedTopic(KAFKA.getBrokersAsString(), topic);

    @BeforeAll
    static void startKafka() {
        KAFKA.brokerProperty("auto.create.topics.enable", "true");
        KAFKA.brokerProperty("num.partitions", "3");
        KAFKA.brokerProperty("transaction.state.log.replication.factor", "1");
        KAFKA.brokerProperty("transaction.state.log.min.isr", "1");
        KAFKA.brokerProperty("offsets.topic.replication.factor", "1");
        KAFKA.afterPropertiesSet();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-progress", ",-progress"})
    void comesBackWithOurSettingsAndEveryRow(String suffixes) throws Exception {
        var deleted = Stream.of(suffixes.split(",", -1)).map(topic::concat).toList();
        try (var materialize = Winners.server()) {
            var winners = Winners.create(materialize);
            winners.commit(Diff.insert(1, "a"));
            try (var _ = RunningIngestor.start(
                            KAFKA.getBrokersAsString(),
                            materialize.port(),
                            topic,
                            "ingestor.materialize.subscribe=winners",
                            "ingestor.materialize.key=id",
                            "ingestor.materialize.cluster=quickstart");
                    var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.getBrokersAsString()))) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(data.contents()).hasSize(1));

                admin.deleteTopics(deleted).all().get();
                winners.commit(Diff.insert(2, "b"));

                await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
                    assertThat(partitions(admin)).containsExactly(1, 1);
                    assertThat(data.contents()).containsOnlyKeys("{\"id\":1}", "{\"id\":2}");
                });
            }
        }
    }

    private List<Integer> partitions(Admin admin) throws Exception {
        return admin.describeTopics(List.of(topic, topic + "-progress")).allTopicNames().get().values().stream()
                .map(description -> description.partitions().size())
                .toList();
    }
}
