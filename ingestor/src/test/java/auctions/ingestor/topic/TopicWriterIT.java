package auctions.ingestor.topic;

import static auctions.ingestor.topic.Publications.publish;
import static auctions.ingestor.topic.RealTopic.VIEW;
import static auctions.ingestor.topic.RealTopic.key;
import static auctions.ingestor.topic.RealTopic.time;
import static auctions.ingestor.topic.RealTopic.upsert;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import auctions.ingestor.TestKafka;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.subscribe.SubscribeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every point at which a writer may die, and what it refuses, against a real broker: a writer that is left alone has died.
 */
class TopicWriterIT {

    private final RealTopic topic = new RealTopic(TestKafka.bootstrapServers());

    @AfterEach
    void letGo() {
        topic.close();
    }

    @Test
    void publishesBatchAndCheckpointTogether() {
        var writer = topic.openWithSnapshot();
        writer.accept(upsert(12, 3, "c"));
        assertThat(topic.committed()).hasSize(2);

        publish(writer, 13);

        assertThat(topic.committed())
                .containsExactly(
                        "10 {\"id\":1} {\"id\":1,\"item\":\"a\"}",
                        "10 {\"id\":2} {\"id\":2,\"item\":\"b\"}",
                        "12 {\"id\":3} {\"id\":3,\"item\":\"c\"}");
        assertThat(topic.open().checkpoint())
                .contains(new Checkpoint(
                        time(13), 4, time(10), time(10), 1, false, Provenance.of(VIEW, Publications.ORIGIN)));
    }

    @Test
    void forgetsABatchThatDiedBeforeItsCommit() {
        var dead = topic.openWithSnapshot();
        dead.accept(upsert(12, 3, "c"));

        var recovered = topic.open();
        assertThat(recovered.frontier()).isEqualTo(time(11));
        assertThat(recovered.tornRecords()).isZero();
        var writer = topic.resumed(recovered);
        writer.accept(upsert(12, 3, "c"));
        publish(writer, 13);

        assertThat(topic.committed()).hasSize(3);
    }

    @Test
    void continuesAfterABatchThatDiedBehindItsCommit() {
        var dead = topic.openWithSnapshot();
        dead.accept(upsert(12, 3, "c"));
        publish(dead, 13);

        assertThat(topic.open().frontier()).isEqualTo(time(13));
    }

    @Test
    void fencesAZombie() {
        var zombie = topic.openWithSnapshot();
        var writer = topic.resumed();
        writer.accept(upsert(12, 3, "c"));
        publish(writer, 13);

        zombie.accept(upsert(12, 3, "zombie"));
        assertThatThrownBy(() -> publish(zombie, 13))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.failureClass()).isEqualTo(BrokerFailureClass.FENCED));

        assertThat(topic.committed()).hasSize(3).noneMatch(line -> line.contains("zombie"));
    }

    @Test
    void writesATornTransactionsUpdatesOnce() throws Exception {
        var first = topic.openWithSnapshot();
        first.accept(upsert(11, 2, "changed"));
        publish(first, 12);
        topic.stranger(3, 12, "c");

        var recovered = topic.open();
        assertThat(recovered.tornRecords()).isEqualTo(1);
        var writer = topic.resumed(recovered);
        writer.accept(upsert(12, 3, "c"));
        writer.accept(upsert(12, 4, "d"));
        publish(writer, 13);
        writer.accept(upsert(14, 3, "later"));
        publish(writer, 15);

        assertThat(topic.committed().subList(3, 6))
                .containsExactly(
                        "12 {\"id\":3} {\"id\":3,\"item\":\"c\"}",
                        "12 {\"id\":4} {\"id\":4,\"item\":\"d\"}",
                        "14 {\"id\":3} {\"id\":3,\"item\":\"later\"}");
    }

    @Test
    void abandonsABatchWhenAStrangerHasWritten() throws Exception {
        var writer = topic.openWithSnapshot();
        topic.stranger(9, 11, "stranger");

        writer.accept(upsert(12, 3, "c"));
        assertThatThrownBy(() -> publish(writer, 13))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("another producer wrote to the topic");
        writer.close();

        // The view has no such row, so the next writer takes it away.
        var next = topic.open().diff(VIEW, Publications.ORIGIN);
        publish(next, 20);
        next.accept(upsert(20, 1, "a"));
        next.accept(upsert(20, 2, "b"));
        next.accept(upsert(20, 3, "c"));
        publish(next, 21);
        assertThat(topic.committed()).endsWith("20 {\"id\":3} {\"id\":3,\"item\":\"c\"}", "20 {\"id\":9} -");
    }

    @Test
    void writesOnlyTrueDifferencesAtTheSnapshotsTime() {
        topic.openWithSnapshot();
        var diff = topic.open().diff(VIEW, Publications.ORIGIN);
        publish(diff, 20);
        diff.accept(upsert(20, 2, "changed"));
        diff.accept(upsert(20, 3, "new"));
        diff.accept(upsert(21, 1, "back"));
        publish(diff, 22);

        assertThat(topic.committed().subList(2, 6))
                .containsExactly(
                        "20 {\"id\":2} {\"id\":2,\"item\":\"changed\"}",
                        "20 {\"id\":3} {\"id\":3,\"item\":\"new\"}",
                        "20 {\"id\":1} -",
                        "21 {\"id\":1} {\"id\":1,\"item\":\"back\"}");
        assertThat(topic.open().checkpoint().orElseThrow().since()).isEqualTo(time(10));
    }

    @Test
    void refusesASnapshotBehindTheTopic() {
        topic.openWithSnapshot();
        var diff = topic.open().diff(VIEW, Publications.ORIGIN);

        assertThatThrownBy(() -> publish(diff, 10))
                .isInstanceOf(SubscribeException.class)
                .hasMessageContaining("the topic is already at 11");
    }

    @Test
    void doesNotContinueAnotherViewsTopic() {
        topic.openWithSnapshot();
        var other = new Relation("v", VIEW.columns(), List.of("item"));

        assertThat(topic.open().obstacle(other, Publications.ORIGIN))
                .contains("the topic holds another query, key or set of columns");
    }

    @Test
    void stopsAtAChangeThatCannotBePublished() {
        var writer = topic.openWithSnapshot();

        assertThatThrownBy(() -> writer.accept(new Update.Rejected(time(12), key(1), "two rows have the key 1")))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.failureClass()).isEqualTo(BrokerFailureClass.FATAL))
                .hasMessageContaining("two rows have the key 1");
    }

    @Test
    void deadLettersAChangeInTheTransactionOfItsBatch() {
        topic.openWithSnapshot();
        var policy = topic.properties(RejectionPolicy.DEAD_LETTER);
        var writer = topic.resumed(topic.open(policy));
        writer.accept(new Update.Rejected(time(12), key(1), "two rows have the key 1"));
        publish(writer, 13);

        var letters = new ArrayList<String>();
        var log = topic.log(policy.deadLetters());
        log.read(log.begin(), log.end(), record -> letters.add(new String(record.value(), UTF_8)));
        assertThat(letters)
                .containsExactly("{\"topic\":\"%s\",\"mz_timestamp\":\"12\",\"reason\":\"two rows have the key 1\"}"
                        .formatted(topic.name()));
        assertThat(topic.committed()).hasSize(2);
    }
}
