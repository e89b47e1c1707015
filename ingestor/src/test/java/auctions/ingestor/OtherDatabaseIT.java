package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.SimulatedMaterialize;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start does when the database is not the one that the topic was written from, or its events cannot be trusted. */
class OtherDatabaseIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String topic = "other-" + UUID.randomUUID();

    private final CommittedTopic data = new CommittedTopic(TestKafka.bootstrapServers(), topic);

    private final CommittedTopic progress = new CommittedTopic(TestKafka.bootstrapServers(), topic + "-progress");

    @AutoClose
    private final SimulatedMaterialize materialize = Winners.server();

    private final SimulatedRelation bids = materialize
            .createRelation("bids", new Column("id", ColumnType.BIGINT), new Column("item", ColumnType.TEXT))
            .retain(Duration.ofHours(1));

    private RunningIngestor start(String relation, String onKeyViolation) {
        return RunningIngestor.start(
                TestKafka.bootstrapServers(),
                materialize.port(),
                topic,
                "ingestor.materialize.subscribe=" + relation,
                "ingestor.materialize.key=id",
                "ingestor.materialize.cluster=quickstart",
                "ingestor.topic.on-key-violation=" + onKeyViolation);
    }

    private RunningIngestor start() {
        return start("bids", "stop");
    }

    private void awaitEntries(int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(data.entries()).hasSize(count));
    }

    private void awaitContents(String... keys) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(data.contents()).containsOnlyKeys(keys));
    }

    /** A topic with a snapshot's row and a change. */
    private void publishTwoRows() {
        bids.commit(Diff.insert(1, "a"));
        try (var _ = start()) {
            awaitEntries(1);
            bids.commit(Diff.insert(2, "b"));
            awaitEntries(2);
        }
    }

    @Test
    void publishesTheDifferenceOfAViewThatWasMadeAnewMeanwhile() {
        bids.commit(Diff.insert(1, "a"), Diff.insert(9, "z"));
        materialize.define("CREATE MATERIALIZED VIEW v AS SELECT id, item FROM bids");
        try (var _ = start("v", "stop")) {
            awaitEntries(2);
            bids.commit(Diff.insert(8, "y"));
            awaitEntries(3);
        }
        materialize.define(
                "DROP MATERIALIZED VIEW v; CREATE MATERIALIZED VIEW v AS SELECT id, item FROM bids WHERE id > 5");

        try (var _ = start("v", "stop")) {
            awaitContents("{\"id\":8}", "{\"id\":9}");
        }
    }

    @Test
    void publishesTheDifferenceInAnotherEnvironment() {
        publishTwoRows();
        materialize.faults().moveToOtherEnvironment();

        try (var _ = start()) {
            bids.commit(Diff.insert(3, "c"));
            awaitContents("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(progress.last())
                            .hasValueSatisfying(last -> assertThat(last).contains("\"epoch\":2")));
        }
    }

    @Test
    void publishesTheDifferenceOfADatabaseRestoredFromABackup() {
        bids.commit(Diff.insert(1, "a"));
        try (var _ = start()) {
            awaitEntries(1);
            var backup = materialize.faults().backUp();
            bids.commit(Diff.insert(2, "only in the topic"));
            awaitEntries(2);
            materialize.faults().restore(backup);

            awaitContents("{\"id\":1}");
        }
    }

    @Test
    void publishesTheDifferenceOfARestoredDatabaseThoughOnlyASnapshotWasPublished() {
        bids.commit(Diff.insert(1, "a"));
        var backup = materialize.faults().backUp();
        bids.commit(Diff.insert(2, "only in the topic"));
        try (var _ = start()) {
            awaitEntries(2);
        }
        materialize.faults().restore(backup);

        try (var _ = start()) {
            awaitContents("{\"id\":1}");
        }
    }

    @Test
    void waitsForAClockThatWasSetBackAndSaysSo() {
        publishTwoRows();
        materialize.faults().setClockBack(Duration.ofSeconds(8));

        try (var ingestor = start()) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(ingestor.status().lastCause())
                            .hasValueSatisfying(cause -> assertThat(cause)
                                    .contains("materialize is at 1", "the topic is already at 1", "waiting")));
            assertThat(ingestor.health("readiness")).isEqualTo(503);
            assertThat(ingestor.health("liveness")).isEqualTo(200);
            bids.commit(Diff.insert(3, "c"));

            awaitContents("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead-letter", "stop"})
    void publishesTheDifferenceAtTheFirstStartAfterAKeyViolation(String onKeyViolation) {
        bids.commit(Diff.insert(5, "kept"));
        try (var ingestor = start("bids", onKeyViolation)) {
            awaitEntries(1);
            bids.commit(Diff.delete(5, "kept"), Diff.insert(5, "one"), Diff.insert(5, "three"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(progress.last())
                            .hasValueSatisfying(last -> assertThat(last).contains("\"unknown_keys\":true")));
            if (onKeyViolation.equals("stop")) {
                assertThat(ingestor.end()).isInstanceOf(IngestorState.Failed.class);
            }
        }
        // The server's event of this says that the key is gone.
        bids.commit(Diff.delete(5, "one"));

        try (var _ = start("bids", onKeyViolation)) {
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(data.contents()).containsEntry("{\"id\":5}", "{\"id\":5,\"item\":\"three\"}"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(progress.last())
                            .hasValueSatisfying(last -> assertThat(last).contains("\"unknown_keys\":false")));
        }
    }

    @Test
    void publishesTheDifferenceOnceAViolatedKeyChanges() {
        bids.commit(Diff.insert(5, "kept"));
        try (var _ = start("bids", "dead-letter")) {
            awaitEntries(1);
            bids.commit(Diff.delete(5, "kept"), Diff.insert(5, "one"), Diff.insert(5, "three"));
            bids.commit(Diff.delete(5, "one"));

            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(data.contents()).containsEntry("{\"id\":5}", "{\"id\":5,\"item\":\"three\"}"));
            assertThat(data.entries()).noneMatch(entry -> entry.value() == null);
        }
    }

    @Test
    void deadLettersAKeyThatIsNotUnique() {
        bids.commit(Diff.insert(1, "kept"));
        try (var _ = start("bids", "dead-letter")) {
            awaitEntries(1);
            bids.commit(Diff.insert(1, "a"), Diff.insert(1, "b"), Diff.insert(2, "c"));
            awaitEntries(2);

            assertThat(data.contents()).containsEntry("{\"id\":1}", "{\"id\":1,\"item\":\"kept\"}");
            assertThat(new CommittedTopic(TestKafka.bootstrapServers(), topic + "-dead-letters").last())
                    .hasValueSatisfying(letter -> assertThat(letter).contains("more than one row has the key"));
        }
    }

    @Test
    void publishesTheDifferenceWhenTheViewIsAnother() {
        bids.commit(Diff.insert(1, "a"));
        materialize
                .createRelation("other", new Column("id", ColumnType.BIGINT), new Column("item", ColumnType.TEXT))
                .commit(Diff.insert(2, "b"));
        try (var _ = start()) {
            awaitEntries(1);
        }
        try (var _ = start("other", "stop")) {
            awaitEntries(3);

            assertThat(data.contents()).containsOnlyKeys("{\"id\":2}");
        }
    }
}
