package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.sim.SimulatedMaterialize;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.SimulatedRelation;
import auctions.ingestor.sim.subscribe.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything real but the database. */
class IngestorIT {

    private final String topic = "winners-" + UUID.randomUUID();

    private final CommittedTopic data = new CommittedTopic(TestKafka.bootstrapServers(), topic);

    private final CommittedTopic progress = new CommittedTopic(TestKafka.bootstrapServers(), topic + "-progress");

    @AutoClose
    private final SimulatedMaterialize materialize = Winners.server();

    private final SimulatedRelation winners = Winners.create(materialize);

    private RunningIngestor start(String... more) {
        var properties = new String[more.length + 3];
        properties[0] = "ingestor.materialize.subscribe=winners";
        properties[1] = "ingestor.materialize.key=id";
        properties[2] = "ingestor.materialize.cluster=quickstart";
        System.arraycopy(more, 0, properties, 3, more.length);
        return RunningIngestor.start(TestKafka.bootstrapServers(), materialize.port(), topic, properties);
    }

    private void awaitEntries(int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(data.entries()).hasSize(count));
    }

    private static void awaitReady(RunningIngestor ingestor) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ingestor.health("readiness")).isEqualTo(200));
    }

    @Test
    void publishesSnapshotThenChanges() {
        winners.commit(Diff.insert(1, "Custom Art"), Diff.insert(2, "Gift Basket"));

        try (var ingestor = start()) {
            awaitEntries(2);
            long changed = winners.commit(Diff.delete(1, "Custom Art"), Diff.insert(1, "City \"Bar\""));
            long deleted = winners.commit(Diff.delete(2, "Gift Basket"));
            awaitEntries(4);

            var entries = data.entries();
            assertThat(entries.get(0).value()).isEqualTo("{\"id\":1,\"item\":\"Custom Art\"}");
            assertThat(entries.get(0).key()).isEqualTo("{\"id\":1}");
            assertThat(entries.get(2))
                    .isEqualTo(new CommittedTopic.Entry(
                            entries.get(2).offset(),
                            Long.toString(changed),
                            "{\"id\":1}",
                            "{\"id\":1,\"item\":\"City \\\"Bar\\\"\"}"));
            assertThat(entries.get(3).value()).isNull();
            assertThat(entries.get(3).time()).isEqualTo(Long.toString(deleted));
            awaitReady(ingestor);
            assertThat(ingestor.health("liveness")).isEqualTo(200);
            assertThat(ingestor.has("openTelemetrySdk")).isFalse();
        }
    }

    @Test
    void sendsASpanForEachBatchWhereACollectorIsNamed() {
        try (var collector = SpanReceiver.started();
                var ingestor = start(collector.properties())) {
            assertThat(ingestor.has("openTelemetrySdk")).isTrue();
            winners.commit(Diff.insert(1, "a"), Diff.insert(2, "b"));
            awaitEntries(2);

            await().untilAsserted(() -> assertThat(collector.spans()).anySatisfy(span -> {
                assertThat(span.attributes()).containsEntry("records", "2");
                assertThat(MzTimestamp.parse(span.attributes().get("mz_timestamp"))
                                .isAfter(MzTimestamp.parse(
                                        data.entries().getFirst().time())))
                        .isTrue();
            }));
            assertThat(collector.spans()).allSatisfy(span -> {
                assertThat(span.service()).isEqualTo("ingestor");
                assertThat(span.name()).isEqualTo("publish batch");
                assertThat(span.attributes())
                        .containsOnlyKeys("topic", "mz_timestamp", "records")
                        .containsEntry("topic", topic);
                assertThat(span.parent()).isFalse();
                assertThat(span.took()).isPositive().isLessThan(Duration.ofMinutes(1));
            });
            assertThat(collector.paths()).containsExactly("/v1/traces");
        }
    }

    @Test
    void resumesAfterRestartWithoutLossOrRepetition() {
        winners.commit(Diff.insert(1, "a"));
        try (var _ = start()) {
            awaitEntries(1);
        }
        winners.commit(Diff.insert(2, "b"));
        winners.commit(Diff.delete(2, "b"));

        try (var _ = start()) {
            winners.commit(Diff.insert(3, "c"));
            awaitEntries(4);

            assertThat(data.entries())
                    .extracting(CommittedTopic.Entry::key)
                    .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":2}", "{\"id\":3}");
        }
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void publishesTheDifferenceWhenHistoryIsLost(Wording wording) {
        winners.commit(Diff.insert(1, "stays"), Diff.insert(2, "changes"), Diff.insert(3, "goes"));
        try (var _ = start()) {
            awaitEntries(3);
        }
        winners.commit(
                Diff.delete(2, "changes"), Diff.insert(2, "changed"), Diff.delete(3, "goes"), Diff.insert(4, "comes"));
        materialize.faults().wording(wording);
        materialize.faults().loseHistory();

        try (var ingestor = start()) {
            awaitEntries(6);
            winners.commit(Diff.insert(5, "live"));
            awaitEntries(7);

            var difference = data.entries().subList(3, 6);
            assertThat(difference)
                    .extracting(CommittedTopic.Entry::key)
                    .containsExactlyInAnyOrder("{\"id\":2}", "{\"id\":3}", "{\"id\":4}");
            assertThat(difference.stream().map(CommittedTopic.Entry::time).distinct())
                    .hasSize(1);
            assertThat(data.contents()).hasSize(4).doesNotContainKey("{\"id\":3}");
            assertThat(ingestor.status().historyMargin()).isPresent();
        }
    }

    @Test
    void reconnectsAfterACutInTheMiddleOfABatch() {
        try (var _ = start()) {
            await().untilAsserted(() -> assertThat(materialize.subscriptions()).isEqualTo(1));
            materialize.faults().cutAfterRows(2);
            winners.commit(Diff.insert(1, "a"), Diff.insert(2, "b"), Diff.insert(3, "c"));
            awaitEntries(3);

            assertThat(data.entries())
                    .extracting(CommittedTopic.Entry::key)
                    .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        }
    }

    @Test
    void publishesTheLastChangesOfAViewThatEnds() {
        winners.commit(Diff.insert(1, "a"));
        try (var _ = start()) {
            awaitEntries(1);
            winners.change(Diff.insert(2, "b"));
            winners.finish();
            awaitEntries(2);
        }
    }

    @Test
    void publishesAViewThatNeverChanges() {
        winners.commit(Diff.insert(1, "a"), Diff.insert(2, "b"));
        winners.finish();

        try (var _ = start()) {
            awaitEntries(2);

            assertThat(progress.last())
                    .hasValueSatisfying(last -> assertThat(last).contains("\"next_offset\":2"));
        }
    }

    @Test
    void publishesProgressOfAnIdleView() {
        try (var ingestor = start()) {
            awaitReady(ingestor);
            var first = progress.last().orElseThrow();

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(progress.last()).isNotEqualTo(Optional.of(first)));
            assertThat(first).contains("\"frontier\":\"", "\"next_offset\":0", "\"columns\":[\"id\",\"item\"]");
            assertThat(data.entries()).isEmpty();
        }
    }

    @Test
    void handsOverToTheStandbyAtOnceWhenStopped() {
        var active = start();
        awaitReady(active);
        try (var standby = start()) {
            await().untilAsserted(() -> assertThat(standby.status().state()).isInstanceOf(IngestorState.Standby.class));
            awaitReady(standby);
            assertThat(materialize.subscriptions()).isEqualTo(1);

            active.close();
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(standby.status().state()).isInstanceOf(IngestorState.Streaming.class));
            var took = Duration.ofNanos(System.nanoTime() - start);
            winners.commit(Diff.insert(1, "a"));
            awaitEntries(1);

            assertThat(took).isLessThan(Duration.ofSeconds(1));
            await().untilAsserted(() -> assertThat(materialize.subscriptions()).isEqualTo(1));
        }
    }
}
