package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseEvent;
import auctions.e2e.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The SSE contract as a client understands it that nobody here wrote. */
@Timeout(120)
class OutsideClientIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();

    @Test
    void seesSnapshotThenRowsAndDeletions() throws Exception {
        try (var topic = topic("outside-rows")) {
            var held = topic.commit(NOW, winner(1, 10), winner(2, 20));
            try (var gateway = gateway(topic);
                    var client = OutsideClient.open(gateway::port, "/subscribe")) {
                assertThat(client.next().atPlace())
                        .isEqualTo(new SseEvent("message", row(1, 10), id(NOW, held.get(0))));
                assertThat(client.next().atPlace())
                        .isEqualTo(new SseEvent("message", row(2, 20), id(NOW, held.get(1))));

                var live = topic.commit(NOW + 1, winner(1, 11), gone(2));

                assertThat(client.next().atPlace())
                        .isEqualTo(new SseEvent("message", row(1, 11), id(NOW + 1, live.get(0))));
                assertThat(client.next().atPlace())
                        .isEqualTo(new SseEvent("delete", "{\"auction_id\":2}", id(NOW + 1, live.get(1))));
                assertThat(client.retryMillis()).isBetween(1_500L, 4_500L);
                assertThat(client.faults()).isZero();
            }
        }
    }

    @Test
    void goesOnFromProgressThatComesAsEvents() throws Exception {
        try (var topic = topic("outside-head")) {
            topic.commit(NOW, winner(1, 10));
            try (var gateway = gateway(topic);
                    var client = OutsideClient.open(gateway::port, "/subscribe?snapshot=false&progress=true")) {
                assertThat(client.next().atPlace()).isEqualTo(progress(NOW + 1));

                client.cut();
                topic.commit(NOW + 1, winner(2, 20));

                assertThat(client.next().data()).isEqualTo(row(2, 20));
                assertThat(client.next().atPlace()).isEqualTo(progress(NOW + 2));
                assertThat(placesSent(client)).containsExactly(Optional.empty(), Optional.of(Long.toString(NOW + 1)));
            }
        }
    }

    /** The standard lets an id-only block move the id; this client moves it with events alone, and nothing is lost by it. */
    @Test
    void losesAndRepeatsNothingThoughItForgetsIdsWithoutEvents() throws Exception {
        try (var topic = topic("outside-ids");
                var gateway = gateway(topic, "gateway.sse.retry=100ms");
                var client = OutsideClient.open(gateway::port, "/subscribe")) {
            var held = topic.commit(NOW, winner(1, 10));
            assertThat(client.next().data()).isEqualTo(row(1, 10));
            topic.commit(NOW + 1);
            topic.commit(NOW + 2);
            await().until(() ->
                    gateway.scrape().contains("gateway_log_entries{application=\"gateway\",view=\"outside-ids\"} 4.0"));

            client.cut();
            topic.commit(NOW + 3, winner(2, 20));

            assertThat(client.next().data()).isEqualTo(row(2, 20));
            assertThat(placesSent(client)).containsExactly(Optional.empty(), Optional.of(id(NOW, held.get(0))));
        }
    }

    @Test
    void beginsAnewAfterReset() throws Exception {
        try (var topic = topic("outside-reset")) {
            topic.commit(NOW, winner(1, 10));
            try (var gateway = gateway(topic);
                    var client = OutsideClient.after("999-0", gateway.port())) {
                var reset = client.next();

                assertThat(reset.type()).isEqualTo("reset");
                assertThat(reset.data()).startsWith("{\"reason\":\"");
                assertThat(reset.lastEventId()).isEqualTo("0");
                assertThat(client.next().data()).isEqualTo(row(1, 10));
            }
        }
    }

    @Test
    void missesAndRepeatsNothingWhereverStreamsAreCut() throws Exception {
        try (var topic = topic("outside-cut");
                var one = gateway(topic, "gateway.sse.retry=10ms");
                var other = gateway(topic, "gateway.sse.retry=10ms");
                var relay = new CuttingRelay(new SplittableRandom(1), 1_500, one.port(), other.port());
                var client = OutsideClient.open(relay::port, "/subscribe")) {
            // Without an id of a row the client would come back to a snapshot, which leaves out what was superseded.
            topic.commit(NOW, winner(9, 9));
            client.until(event -> event.data().equals(row(9, 9)));
            var written = new ArrayList<SseEvent>();
            var seen = new ArrayList<SseEvent>();
            for (int round = 1; round <= 40; round++) {
                long time = NOW + round;
                var offsets =
                        topic.commit(time, winner(1, round), winner(2, round), gone(1), winner(3, round), gone(2));
                written.add(new SseEvent("message", row(1, round), id(time, offsets.get(0))));
                written.add(new SseEvent("message", row(2, round), id(time, offsets.get(1))));
                written.add(new SseEvent("delete", "{\"auction_id\":1}", id(time, offsets.get(2))));
                written.add(new SseEvent("message", row(3, round), id(time, offsets.get(3))));
                written.add(new SseEvent("delete", "{\"auction_id\":2}", id(time, offsets.get(4))));

                seen.addAll(client.until(event -> event.atPlace().equals(written.getLast())));
            }

            assertThat(seen).extracting(SseEvent::atPlace).isEqualTo(written);
            assertThat(relay.connections()).isGreaterThan(20);
        }
    }

    @Test
    void goesOnElsewhereWhenItsGatewayIsStopped() throws Exception {
        var port = new AtomicInteger();
        try (var topic = topic("outside-drain");
                var one = gateway(topic, "gateway.sse.retry=100ms", "gateway.pump.drain=1s");
                var other = gateway(topic);
                var client = OutsideClient.open(port::get, "/subscribe")) {
            port.set(one.port());
            var held = topic.commit(NOW, winner(1, 10), winner(2, 20));
            client.until(event -> event.data().equals(row(2, 20)));

            port.set(other.port());
            var stopping = CompletableFuture.runAsync(one::close);
            topic.commit(NOW + 1, gone(1));
            var seen = new ArrayList<>(List.of(client.next()));
            stopping.get();
            topic.commit(NOW + 2, winner(2, 21));
            seen.add(client.next());

            assertThat(seen).extracting(SseEvent::data).containsExactly("{\"auction_id\":1}", row(2, 21));
            assertThat(client.idsSent()).hasSize(2);
            assertThat(placesSent(client).getLast())
                    .isIn(
                            Optional.of(id(NOW, held.get(1))),
                            Optional.of(seen.get(0).atPlace().lastEventId()));
        }
    }

    @Test
    void comesBackUntilThereIsRoom() throws Exception {
        try (var topic = topic("outside-overload");
                var gateway = gateway(topic, "gateway.pump.subscribers-max=1", "gateway.sse.overload-retry=200ms");
                var client = OutsideClient.open(gateway::port, "/subscribe")) {
            topic.commit(NOW, winner(1, 10));
            try (var admitted = gateway.subscribe("?snapshot=false")) {
                assertThat(admitted.head().status()).isEqualTo(200);
                client.untilFault();
                assertThat(client.retryMillis()).isBetween(100L, 300L);
                client.untilFault();
            }

            assertThat(client.next().data()).isEqualTo(row(1, 10));
            assertThat(client.retryMillis()).isGreaterThan(1_000);
        }
    }

    private static HandWrittenTopic topic(String name) throws Exception {
        return new HandWrittenTopic(BROKER.getBrokersAsString(), name, true);
    }

    private static RunningGateway gateway(HandWrittenTopic topic, String... properties) {
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), properties).ready();
    }

    private static SseEvent progress(long frontier) {
        return new SseEvent("progress", "{\"mz_timestamp\":\"" + frontier + "\"}", Long.toString(frontier));
    }

    private static List<Optional<String>> placesSent(OutsideClient client) {
        return client.idsSent().stream()
                .map(sent -> sent.map(id -> StreamId.parse(id).position()))
                .toList();
    }

    private static String id(long timestamp, long offset) {
        return timestamp + "-" + offset;
    }
}
