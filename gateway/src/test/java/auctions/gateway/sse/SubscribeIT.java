package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseEvent;
import auctions.e2e.StreamId;
import auctions.ingestor.ReceivedSpan;
import auctions.ingestor.SpanReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What a stream says and when, line by line, over real sockets and a real broker. Spans are sent meanwhile. */
class SubscribeIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();

    @AutoClose
    private static final SpanReceiver COLLECTOR = SpanReceiver.started();

    private static HandWrittenTopic topic;
    private static RunningGateway gateway;
    private static long time = NOW;
    private static List<Long> first;

    @BeforeAll
    static void start() throws Exception {
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "subscribe", true);
        first = topic.commit(time, winner(1, 10), winner(2, 20), winner(3, 30));
        topic.abort(++time, winner(1, 666));
        var properties = new ArrayList<>(List.of(COLLECTOR.properties()));
        properties.addAll(List.of("gateway.pump.heartbeat=1s", "gateway.pump.catch-up-wait=2s"));
        gateway = new RunningGateway(BROKER.getBrokersAsString(), topic.name(), properties.toArray(String[]::new))
                .ready();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topic.close();
    }

    @Test
    void beginsWithSnapshotThenGoesLive() throws Exception {
        try (var stream = gateway.subscribe("")) {
            var snapshot = stream.untilId(id -> !id.isEmpty() && !id.contains("-"));
            assertThat(snapshot)
                    .extracting(SseEvent::atPlace)
                    .contains(new SseEvent("message", row(1, 10), id(NOW, first.get(0))));
            assertThat(snapshot)
                    .extracting(SseEvent::data)
                    .doesNotContain(row(1, 666))
                    .contains(row(2, 20), row(3, 30));

            var offsets = topic.commit(++time, winner(100, 1), gone(100));

            assertThat(stream.next().atPlace())
                    .isEqualTo(new SseEvent("message", row(100, 1), id(time, offsets.get(0))));
            assertThat(stream.next().atPlace())
                    .isEqualTo(new SseEvent("delete", "{\"auction_id\":100}", id(time, offsets.get(1))));
            stream.untilId(id -> id.equals(Long.toString(time + 1)));
            assertThat(stream.parser().ignored()).isEmpty();
        }
    }

    @Test
    void snapshotShowsEachLiveRowOnceAndNoDeletion() throws Exception {
        topic.commit(++time, winner(102, 1), winner(103, 1));
        topic.commit(++time, winner(102, 2), gone(103));
        try (var stream = gateway.subscribe("")) {
            stream.untilId(id -> id.equals(Long.toString(time + 1)));
        }

        try (var stream = gateway.subscribe("")) {
            var snapshot = stream.untilId(id -> id.equals(Long.toString(time + 1)));

            assertThat(snapshot).extracting(SseEvent::type).containsOnly("message");
            assertThat(snapshot)
                    .extracting(SseEvent::data)
                    .contains(row(102, 2))
                    .doesNotContain(row(102, 1), row(103, 1))
                    .doesNotHaveDuplicates();
            assertThat(snapshot)
                    .extracting(event -> StreamId.parse(event.lastEventId()).end())
                    .allMatch(snapshotEnd -> snapshotEnd.isPresent());
        }
    }

    @Test
    void goesOnInsideASnapshot() throws Exception {
        List<SseEvent> whole;
        try (var stream = gateway.subscribe("")) {
            whole = stream.untilId(id -> id.equals(Long.toString(time + 1)));
        }

        try (var stream =
                gateway.subscribe("", "Last-Event-ID: " + whole.getFirst().lastEventId())) {
            assertThat(stream.untilId(id -> id.equals(Long.toString(time + 1))))
                    .isEqualTo(whole.subList(1, whole.size()));
        }
    }

    @Test
    void resetsIdsOfAnotherTopic() throws Exception {
        try (var stream = gateway.subscribe("?last_event_id=" + time + "~AAAA")) {
            assertThat(stream.next().data()).isEqualTo("{\"reason\":\"id of another topic\"}");
        }
    }

    @Test
    void beginsAtTheHeadWithoutSnapshot() throws Exception {
        try (var stream = gateway.subscribe("?snapshot=false&progress=true")) {
            var head = stream.next();
            assertThat(head.type()).isEqualTo("progress");
            assertThat(head.data())
                    .isEqualTo("{\"mz_timestamp\":\"" + head.atPlace().lastEventId() + "\"}");

            topic.commit(++time, winner(101, 7));

            assertThat(stream.next().data()).isEqualTo(row(101, 7));
            assertThat(stream.next().atPlace()).isEqualTo(progress(time + 1));
        }
    }

    @Test
    void resumesAfterRowAndAfterFrontier() throws Exception {
        var offsets = topic.commit(++time, winner(110, 1), winner(111, 1), winner(112, 1));

        try (var afterRow = gateway.subscribe("?progress=true", "Last-Event-ID: " + id(time, offsets.get(0)));
                var afterFrontier = gateway.subscribe("?last_event_id=" + time)) {
            assertThat(afterRow.next().data()).isEqualTo(row(111, 1));
            assertThat(afterRow.next().data()).isEqualTo(row(112, 1));
            assertThat(afterRow.next().atPlace()).isEqualTo(progress(time + 1));
            assertThat(afterFrontier.next().data()).isEqualTo(row(110, 1));
        }
    }

    @Test
    void letsHeaderWinOverQuery() throws Exception {
        var offsets = topic.commit(++time, winner(120, 1), winner(121, 1));

        try (var stream = gateway.subscribe(
                "?last_event_id=" + id(NOW, first.get(0)), "Last-Event-ID: " + id(time, offsets.get(0)))) {
            assertThat(stream.next().data()).isEqualTo(row(121, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-2-3", "-5", "999-0", "999", "99999999999999999-1", "1e5", "%00", "5-6.6"})
    void resetsWhatCannotBeContinued(String lastEventId) throws Exception {
        try (var stream = gateway.subscribe("?last_event_id=" + lastEventId)) {
            var reset = stream.next();
            assertThat(reset.type()).isEqualTo("reset");
            assertThat(reset.data()).startsWith("{\"reason\":\"");
            assertThat(stream.until(event -> event.data().equals(row(3, 30)))).isNotEmpty();
        }
    }

    @Test
    void waitsForIdAheadOfThisReplica() throws Exception {
        long ahead = time + 5;

        try (var stream = gateway.subscribe("?last_event_id=" + ahead)) {
            assertThat(stream.next(Duration.ofMillis(300))).isEmpty();
            topic.commit(ahead - 1, winner(130, 1));
            topic.commit(ahead, winner(131, 1));
            time = ahead;
            assertThat(stream.next().data()).isEqualTo(row(131, 1));
        }
    }

    @Test
    void sendsStreamsOfIdsThatStayAheadElsewhere() throws Exception {
        try (var stream = gateway.subscribe("?last_event_id=" + (time + 60_000))) {
            assertThat(stream.ends(Duration.ofSeconds(8))).isTrue();
            assertThat(stream.parser().retryMillis()).isPresent();
            assertThat(stream.parser().lastEventId()).isEmpty();
        }
        assertThat(gateway.disconnects("not_caught_up")).isPositive();
    }

    @Test
    void filtersByAnyColumnAndTellsWhatLeaves() throws Exception {
        topic.commit(++time, winner(140, 95), winner(141, 83), winner(142, 50));

        try (var stream = gateway.subscribe("?amount=95&amount=83")) {
            assertThat(stream.untilId(id -> id.equals(Long.toString(time + 1))))
                    .extracting(SseEvent::data)
                    .containsExactly(row(140, 95), row(141, 83));

            topic.commit(++time, winner(140, 96), gone(141), gone(142), winner(143, 83), winner(144, 1));

            assertThat(stream.untilId(id -> id.equals(Long.toString(time + 1))))
                    .extracting(SseEvent::type, SseEvent::data)
                    .containsExactly(
                            tuple("delete", "{\"auction_id\":140}"),
                            tuple("delete", "{\"auction_id\":141}"),
                            tuple("message", row(143, 83)));
        }
    }

    @Test
    void sendsHeartbeatsInSilence() throws Exception {
        try (var stream = gateway.subscribe("?snapshot=false")) {
            assertThat(stream.readUntil(() -> stream.parser().comments().size() >= 2, Duration.ofSeconds(10)))
                    .isTrue();
        }
    }

    @Test
    void noticesClosedPeersAtOnce() throws Exception {
        await("the end of other tests' streams").atMost(Duration.ofSeconds(10)).until(() -> gateway.subscribers() == 0);
        try (var stream = gateway.subscribe("?snapshot=false")) {
            stream.untilId(id -> !id.isEmpty());
            assertThat(gateway.subscribers()).isOne();
        }

        await().atMost(Duration.ofSeconds(2)).until(() -> gateway.subscribers() == 0);
    }

    @Test
    void ignoresWhatSubscribersSend() throws Exception {
        try (var stream = gateway.subscribe("?snapshot=false")) {
            stream.untilId(id -> !id.isEmpty());
            stream.send("GET /subscribe HTTP/1.1\r\nHost: localhost\r\n\r\n" + "x".repeat(20_000));
            topic.commit(++time, winner(150, 1));

            assertThat(stream.next().data()).isEqualTo(row(150, 1));
        }
    }

    @Test
    void measuresItself() throws Exception {
        try (var stream = gateway.subscribe("")) {
            stream.next();
            assertThat(gateway.scrape())
                    .contains(
                            "gateway_subscribers",
                            "gateway_deliveries_total",
                            "gateway_delivered_bytes_total",
                            "gateway_disconnects_total",
                            "cause=\"write_timeout\"",
                            "gateway_frontier_lag_seconds",
                            "gateway_log_bytes",
                            "gateway_log_keys");
        }
    }

    @Test
    void sendsASpanForEachStreamThatIsOpened() throws Exception {
        for (var query :
                List.of("", "?snapshot=false", "?last_event_id=" + time, "?last_event_id=1-2-3", "?amount=1")) {
            gateway.subscribe(query).close();
        }

        await().untilAsserted(() -> assertThat(COLLECTOR.spans())
                .extracting(ReceivedSpan::attributes)
                .contains(
                        opening("snapshot", "snapshot", false),
                        opening("head", "head", false),
                        opening("id", "resumed", false),
                        opening("id", "reset", false),
                        opening("snapshot", "snapshot", true)));
        assertThat(COLLECTOR.spans()).allSatisfy(span -> {
            assertThat(List.of(span.service(), span.name())).containsExactly("gateway", "open stream");
            assertThat(span.attributes()).containsOnlyKeys("view", "start", "outcome", "filtered");
            assertThat(span.parent()).isFalse();
            assertThat(span.took()).isPositive().isLessThan(Duration.ofMinutes(1));
        });
        assertThat(COLLECTOR.paths()).containsExactly("/v1/traces");
    }

    private static Map<String, String> opening(String start, String outcome, boolean filtered) {
        return Map.of("view", topic.name(), "start", start, "outcome", outcome, "filtered", Boolean.toString(filtered));
    }

    private static SseEvent progress(long frontier) {
        return new SseEvent("progress", "{\"mz_timestamp\":\"" + frontier + "\"}", Long.toString(frontier));
    }

    private static String id(long timestamp, long offset) {
        return timestamp + "-" + offset;
    }
}
