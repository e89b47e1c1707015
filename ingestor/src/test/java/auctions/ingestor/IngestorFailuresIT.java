package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.Faults;
import auctions.ingestor.sim.SimulatedMaterialize;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each class of failure, made by the simulated server: what passes is survived, what does not ends with a message. */
class IngestorFailuresIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String topic = "failures-" + UUID.randomUUID();

    private final CommittedTopic data = new CommittedTopic(TestKafka.bootstrapServers(), topic);

    @AutoClose
    private final SimulatedMaterialize materialize = Winners.server();

    private final SimulatedRelation winners = Winners.create(materialize);

    private RunningIngestor start(Map<String, String> changed) {
        var properties = new TreeMap<>(Map.of(
                "ingestor.materialize.subscribe", "winners",
                "ingestor.materialize.key", "id",
                "ingestor.materialize.cluster", "quickstart",
                "ingestor.materialize.silence-limit", "2s"));
        properties.putAll(changed);
        return RunningIngestor.start(
                TestKafka.bootstrapServers(),
                materialize.port(),
                topic,
                properties.entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private void awaitEntries(int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(data.entries()).hasSize(count));
    }

    static Stream<Arguments> passing() {
        return Stream.<Map.Entry<String, Consumer<Faults>>>of(
                        Map.entry("connections cut", Faults::cutConnections),
                        Map.entry("server restarted", Faults::restartServer),
                        Map.entry("fell behind", Faults::fallBehind),
                        Map.entry("credentials expired once", Faults::expireCredentials),
                        Map.entry("cancelled", Faults::cancelStatements),
                        Map.entry(
                                "the view failed",
                                faults -> faults.failSubscriptions("XX000", "Evaluation error: division by zero")),
                        Map.entry(
                                "no replicas",
                                faults -> faults.failSubscriptions(
                                        "0A000",
                                        "CLUSTER \"quickstart\" has no replicas available to service request")),
                        Map.entry(
                                "dropped a moment ago",
                                faults -> faults.failSubscriptions("P0002", "the relation has recently been dropped")),
                        Map.entry("unknown", faults -> faults.failSubscriptions("ZZ999", "nobody has seen this error")),
                        Map.entry("no progress", faults -> faults.silence(true)))
                .map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void survivesWhatPasses(String name, Consumer<Faults> fault) {
        winners.commit(Diff.insert(1, "a"));
        try (var ingestor = start(Map.of())) {
            awaitEntries(1);
            fault.accept(materialize.faults());
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(ingestor.status().lastCause()).isPresent());
            materialize.faults().silence(false);
            winners.commit(Diff.insert(2, "b"));
            awaitEntries(2);

            assertThat(ingestor.health("liveness")).isEqualTo(200);
        }
    }

    @Test
    void stopsWithAMessageAtAResultThatIsTooLarge() {
        winners.commit(Diff.insert(1, "a"));
        try (var ingestor = start(Map.of())) {
            awaitEntries(1);
            materialize.faults().exceedResultSize();

            assertThat(ingestor.end())
                    .isInstanceOfSatisfying(
                            IngestorState.Failed.class,
                            failed -> assertThat(failed.message()).contains("total result exceeds max size"));
        }
    }

    static Stream<Arguments> misconfigured() {
        return Stream.of(
                Arguments.of("unknown catalog item 'nobody'", Map.of("ingestor.materialize.subscribe", "nobody")),
                Arguments.of("key column 'ID' does not exist", Map.of("ingestor.materialize.key", "ID")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misconfigured")
    void stopsWithAMessageWhenMisconfigured(String message, Map<String, String> properties) {
        try (var ingestor = start(properties)) {
            assertThat(ingestor.end())
                    .isInstanceOfSatisfying(
                            IngestorState.Failed.class,
                            failed -> assertThat(failed.message()).contains(message));
        }
    }

    private void awaitWaiting(RunningIngestor ingestor, String cause) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(ingestor.status().lastCause())
                    .hasValueSatisfying(text -> assertThat(text).contains(cause));
            assertThat(ingestor.health("readiness")).isEqualTo(503);
        });
        assertThat(ingestor.health("liveness")).isEqualTo(200);
    }

    @Test
    void waitsForAPasswordThatWasChangedWhileStreaming() {
        winners.commit(Diff.insert(1, "a"));
        try (var ingestor = start(Map.of())) {
            awaitEntries(1);
            materialize.faults().password(Optional.of("changed"));
            materialize.faults().expireCredentials();
            awaitWaiting(ingestor, "invalid password");

            materialize.faults().password(Optional.empty());
            winners.commit(Diff.insert(2, "b"));
            awaitEntries(2);
        }
    }

    @Test
    void waitsForARightThatWasTakenWhileStreaming() {
        winners.commit(Diff.insert(1, "a"));
        try (var ingestor = start(Map.of())) {
            awaitEntries(1);
            materialize.faults().denySelect("winners", true);
            materialize.faults().cutConnections();
            awaitWaiting(ingestor, "permission denied");

            materialize.faults().denySelect("winners", false);
            winners.commit(Diff.insert(2, "b"));
            awaitEntries(2);
        }
    }

    @Test
    void logsInByScramWithAsManyIterationsAsMaterializeAsksFor() {
        materialize.faults().scram("secret");
        winners.commit(Diff.insert(1, "a"));
        try (var _ =
                start(Map.of("ingestor.materialize.password", "secret", "ingestor.materialize.silence-limit", "30s"))) {
            awaitEntries(1);
        }
    }

    @Test
    void takesALongFirstSnapshotForNoSilence() {
        materialize.faults().compute(true);
        winners.commit(Diff.insert(1, "a"));
        try (var ingestor = start(Map.of())) {
            await().atMost(LIMIT).until(() -> ingestor.status().state() instanceof IngestorState.Snapshotting);
            await().atMost(LIMIT)
                    .during(Duration.ofSeconds(5))
                    .until(() -> ingestor.status().state() instanceof IngestorState.Snapshotting);

            materialize.faults().compute(false);
            awaitEntries(1);
            assertThat(ingestor.status().lastCause()).isEmpty();
        }
    }

    @Test
    void stopsWithAMessageAtAWrongPassword() {
        materialize.faults().password(Optional.of("right"));
        try (var ingestor = start(Map.of("ingestor.materialize.password", "wrong"))) {
            assertThat(ingestor.end())
                    .isInstanceOfSatisfying(
                            IngestorState.Failed.class,
                            failed -> assertThat(failed.message()).contains("invalid password"));
        }
    }

    @Test
    void publishesTheDifferenceAfterTheRelationWasDroppedAndMadeAgain() {
        winners.commit(Diff.insert(1, "a"));
        try (var ingestor = start(Map.of())) {
            awaitEntries(1);
            materialize.faults().dropObject("winners");
            awaitWaiting(ingestor, "unknown catalog item 'winners'");
            Winners.create(materialize).commit(Diff.insert(2, "b"));
            awaitEntries(3);

            assertThat(data.contents()).containsOnlyKeys("{\"id\":2}");
        }
    }

    @Test
    void stopsAtAKeyThatIsNotUnique() {
        try (var ingestor = start(Map.of())) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(materialize.subscriptions()).isEqualTo(1));
            winners.commit(Diff.insert(1, "a"), Diff.insert(1, "b"));

            assertThat(ingestor.end())
                    .isInstanceOfSatisfying(
                            IngestorState.Failed.class,
                            failed ->
                                    assertThat(failed.message()).contains("more than one row has the key {\"id\":1}"));
            assertThat(data.entries()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {600_000, 1_200_000})
    void deadLettersAKeyThatIsLargeAndNotUnique(int keyLength) {
        var wide = materialize
                .createRelation("wide", new Column("id", ColumnType.TEXT), new Column("item", ColumnType.TEXT))
                .retain(Duration.ofHours(1));
        try (var _ = start(
                Map.of("ingestor.materialize.subscribe", "wide", "ingestor.topic.on-key-violation", "dead-letter"))) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(materialize.subscriptions()).isEqualTo(1));
            var key = "k".repeat(keyLength);
            wide.commit(Diff.insert(key, "a"), Diff.insert(key, "b"), Diff.insert("short", "c"));
            awaitEntries(1);

            assertThat(data.contents()).containsOnlyKeys("{\"id\":\"short\"}");
            assertThat(new CommittedTopic(TestKafka.bootstrapServers(), topic + "-dead-letters").last())
                    .hasValueSatisfying(letter -> assertThat(letter)
                            .contains("more than one row has the key {\\\"id\\\":\\\"kkk", "…", "\"truncated\":true")
                            .hasSizeLessThan(2_000));
        }
    }

    @Test
    void staysAliveAndNotReadyWhileTheDatabaseIsAway() {
        materialize.faults().stopServer();
        try (var ingestor = start(Map.of())) {
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(ingestor.status().lastCause()).isPresent());
            assertThat(ingestor.health("liveness")).isEqualTo(200);
            assertThat(ingestor.health("readiness")).isEqualTo(503);

            materialize.faults().startServer();
            winners.commit(Diff.insert(1, "a"));
            awaitEntries(1);
        }
    }
}
