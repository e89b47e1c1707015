package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import auctions.ingestor.subscribe.MzTimestamp;
import auctions.ingestor.subscribe.Relation;
import auctions.ingestor.subscribe.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Every point at which a writer may die, against a real broker: a writer that is left alone has died. */
class TopicWriterIT {

    private static final EmbeddedKafkaKraftBroker KAFKA = new EmbeddedKafkaKraftBroker(1, 1);

    private static final Relation VIEW =
            new Relation("v", List.of(new Relation.Column("id", 20), new Relation.Column("item", 25)), List.of("id"));

    private final String name = "v-" + UUID.randomUUID();

    private final TopicProperties properties = properties(RejectionPolicy.STOP);

    private final List<KafkaBroker> brokers = new ArrayList<>();

    private final List<TopicWriter> writers = new ArrayList<>();

    @BeforeAll
    static void startKafka() {
        KAFKA.brokerProperty("transaction.state.log.replication.factor", "1");
        KAFKA.brokerProperty("transaction.state.log.min.isr", "1");
        KAFKA.afterPropertiesSet();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.destroy();
    }

    @AfterEach
    void letGo() {
        writers.forEach(TopicWriter::close);
        brokers.forEach(KafkaBroker::close);
    }

    private TopicProperties properties(RejectionPolicy policy) {
        return new TopicProperties(name, policy, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(6));
    }

    private KafkaBroker broker(TopicProperties topics) {
        var broker = new KafkaBroker(new KafkaOptions(kafkaProperties(), topics), topics);
        brokers.add(broker);
        return broker;
    }

    private TopicWriter open() {
        return open(properties);
    }

    private TopicWriter open(TopicProperties topics) {
        var broker = broker(topics);
        var limits = broker.prepare();
        var writer = TopicWriter.open(broker, topics, limits);
        writers.add(writer);
        return writer;
    }

    /** A writer whose topic holds rows 1 and 2 at time 10, and the frontier 11. */
    private TopicWriter openWithSnapshot() {
        var writer = open();
        var diff = writer.diff(VIEW, new SplittableRandom(1));
        diff.startAt(time(10));
        diff.write(upsert(10, 1, "a"));
        diff.write(upsert(10, 2, "b"));
        diff.finish();
        writer.publish(time(11));
        return writer;
    }

    private TopicWriter resumed() {
        var writer = open();
        assertThat(writer.obstacle(VIEW)).isEmpty();
        writer.resume(VIEW);
        return writer;
    }

    private static MzTimestamp time(long time) {
        return new MzTimestamp(time);
    }

    private static byte[] key(int id) {
        return "{\"id\":%d}".formatted(id).getBytes(UTF_8);
    }

    private static Update upsert(long time, int id, String item) {
        return new Update.Upsert(
                time(time),
                key(id),
                "{\"id\":%d,\"item\":\"%s\"}".formatted(id, item).getBytes(UTF_8));
    }

    private List<String> committed() {
        var lines = new ArrayList<String>();
        var log = broker(properties).data();
        log.read(
                log.begin(),
                log.end(),
                record -> lines.add("%s %s %s"
                        .formatted(
                                TopicRecords.timeOf(record).orElseThrow(),
                                new String(record.key(), UTF_8),
                                record.value() == null ? "-" : new String(record.value(), UTF_8))));
        return lines;
    }

    @Test
    void publishesBatchAndCheckpointTogether() {
        var writer = openWithSnapshot();
        writer.write(upsert(12, 3, "c"));
        assertThat(committed()).hasSize(2);

        writer.publish(time(13));

        assertThat(committed())
                .containsExactly(
                        "10 {\"id\":1} {\"id\":1,\"item\":\"a\"}",
                        "10 {\"id\":2} {\"id\":2,\"item\":\"b\"}",
                        "12 {\"id\":3} {\"id\":3,\"item\":\"c\"}");
        assertThat(open().checkpoint())
                .contains(new Checkpoint(time(13), 4, time(10), 1, VIEW.fingerprint(), List.of("id", "item")));
    }

    @Test
    void forgetsABatchThatDiedBeforeItsCommit() {
        var dead = openWithSnapshot();
        dead.write(upsert(12, 3, "c"));

        var writer = resumed();
        assertThat(writer.frontier()).isEqualTo(time(11));
        assertThat(writer.tornRecords()).isZero();
        writer.write(upsert(12, 3, "c"));
        writer.publish(time(13));

        assertThat(committed()).hasSize(3);
    }

    @Test
    void continuesAfterABatchThatDiedBehindItsCommit() {
        var dead = openWithSnapshot();
        dead.write(upsert(12, 3, "c"));
        dead.publish(time(13));

        assertThat(resumed().frontier()).isEqualTo(time(13));
    }

    @Test
    void fencesAZombie() {
        var zombie = openWithSnapshot();
        var writer = resumed();
        writer.write(upsert(12, 3, "c"));
        writer.publish(time(13));

        zombie.write(upsert(12, 3, "zombie"));
        assertThatThrownBy(() -> zombie.publish(time(13)))
                .isInstanceOfSatisfying(
                        TopicException.class, e -> assertThat(e.kind()).isEqualTo(TopicException.Kind.FENCED));

        assertThat(committed()).hasSize(3).noneMatch(line -> line.contains("zombie"));
    }

    @Test
    void writesATornTransactionsUpdatesOnce() throws Exception {
        openWithSnapshot();
        stranger(3, 12, "c");

        var writer = resumed();
        assertThat(writer.tornRecords()).isEqualTo(1);
        writer.write(upsert(12, 3, "c"));
        writer.write(upsert(12, 4, "d"));
        writer.publish(time(13));
        writer.write(upsert(14, 3, "later"));
        writer.publish(time(15));

        assertThat(committed().subList(2, 5))
                .containsExactly(
                        "12 {\"id\":3} {\"id\":3,\"item\":\"c\"}",
                        "12 {\"id\":4} {\"id\":4,\"item\":\"d\"}",
                        "14 {\"id\":3} {\"id\":3,\"item\":\"later\"}");
    }

    /** Leaves a committed record that no checkpoint covers, as a torn transaction does. */
    private void stranger(int id, long time, String item) throws InterruptedException, ExecutionException {
        var upsert = (Update.Upsert) upsert(time, id, item);
        var options = new KafkaOptions(kafkaProperties(), properties).producer(new TopicLimits(1_000_000));
        options.remove("transactional.id");
        options.remove("transaction.timeout.ms");
        try (var producer = new KafkaProducer<byte[], byte[]>(options)) {
            producer.send(new TopicRecords(properties).upsert(upsert)).get();
        }
    }

    private static KafkaProperties kafkaProperties() {
        var kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of(KAFKA.getBrokersAsString()));
        return kafka;
    }

    @Test
    void abandonsABatchWhenAStrangerHasWritten() throws Exception {
        var writer = openWithSnapshot();
        stranger(9, 11, "stranger");

        writer.write(upsert(12, 3, "c"));
        assertThatThrownBy(() -> writer.publish(time(13)))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("another producer wrote to the topic");
        writer.close();

        var next = resumed();
        next.write(upsert(12, 3, "c"));
        next.publish(time(13));
        assertThat(committed().getLast()).isEqualTo("12 {\"id\":3} {\"id\":3,\"item\":\"c\"}");
    }

    @Test
    void writesOnlyTrueDifferencesAtTheSnapshotsTime() {
        openWithSnapshot();
        var writer = open();
        var diff = writer.diff(VIEW, new SplittableRandom(2));
        diff.startAt(time(20));
        diff.write(upsert(20, 2, "changed"));
        diff.write(upsert(20, 3, "new"));
        diff.write(upsert(21, 1, "back"));
        diff.finish();
        writer.publish(time(22));

        assertThat(committed().subList(2, 6))
                .containsExactly(
                        "20 {\"id\":2} {\"id\":2,\"item\":\"changed\"}",
                        "20 {\"id\":3} {\"id\":3,\"item\":\"new\"}",
                        "20 {\"id\":1} -",
                        "21 {\"id\":1} {\"id\":1,\"item\":\"back\"}");
        assertThat(open().checkpoint().orElseThrow().since()).isEqualTo(time(10));
    }

    @Test
    void refusesASnapshotBehindTheTopic() {
        openWithSnapshot();
        var diff = open().diff(VIEW, new SplittableRandom(3));

        assertThatThrownBy(() -> diff.startAt(time(10)))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("the topic is already at 11");
    }

    @Test
    void doesNotContinueAnotherViewsTopic() {
        openWithSnapshot();
        var other = new Relation("v", VIEW.columns(), List.of("item"));

        assertThat(open().obstacle(other)).contains("the topic holds another query, key or set of columns");
    }

    @Test
    void stopsAtAChangeThatCannotBePublished() {
        var writer = openWithSnapshot();

        assertThatThrownBy(() -> writer.write(new Update.Rejected(time(12), key(1), "two rows have the key 1")))
                .isInstanceOfSatisfying(
                        TopicException.class, e -> assertThat(e.kind()).isEqualTo(TopicException.Kind.FATAL))
                .hasMessageContaining("two rows have the key 1");
    }

    @Test
    void deadLettersAChangeInTheTransactionOfItsBatch() {
        openWithSnapshot();
        var policy = properties(RejectionPolicy.DEAD_LETTER);
        var writer = open(policy);
        writer.resume(VIEW);
        writer.write(new Update.Rejected(time(12), key(1), "two rows have the key 1"));
        writer.publish(time(13));

        var letters = new ArrayList<String>();
        var log = broker(policy).log(policy.deadLetters());
        log.read(log.begin(), log.end(), record -> letters.add(new String(record.value(), UTF_8)));
        assertThat(letters)
                .containsExactly("{\"topic\":\"%s\",\"mz_timestamp\":\"12\",\"reason\":\"two rows have the key 1\"}"
                        .formatted(name));
        assertThat(committed()).hasSize(2);
    }

    @Test
    void namesEverySettingOfATopicThatIsNotFit() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", KAFKA.getBrokersAsString()))) {
            admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get();
        }

        assertThatThrownBy(() -> broker(properties).prepare())
                .isInstanceOfSatisfying(
                        TopicException.class, e -> assertThat(e.kind()).isEqualTo(TopicException.Kind.FATAL))
                .hasMessageContaining("2 partitions instead of 1")
                .hasMessageContaining("cleanup.policy is delete instead of compact")
                .hasMessageContaining("min.compaction.lag.ms is 0 instead of at least 600000");
    }
}
