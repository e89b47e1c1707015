package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What subscribers see when the topic is made anew or truncated, is not there yet, or is not the ingestor's. */
class SubscribeTopicFaultsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();

    @Test
    void tellsSubscribersThatTheTopicWasMadeAnew() throws Exception {
        try (var topic = topic("recreated", true);
                var gateway = gateway(topic).ready()) {
            topic.commit(NOW, winner(1, 1), winner(2, 2));
            try (var stream = gateway.subscribe("")) {
                stream.untilId(id -> id.equals(Long.toString(NOW + 1)));

                topic.recreate();
                topic.commit(NOW + 10, winner(3, 3));

                var reset = stream.next();
                assertThat(reset.type()).isEqualTo("reset");
                var after = stream.untilId(id -> id.equals(Long.toString(NOW + 11)));
                assertThat(after).extracting(SseEvent::data).contains(row(3, 3)).doesNotContain(row(1, 1), row(2, 2));
            }
            gateway.ready();
            try (var stream = gateway.subscribe("")) {
                assertThat(stream.untilId(id -> id.equals(Long.toString(NOW + 11))))
                        .extracting(SseEvent::data)
                        .containsExactly(row(3, 3));
            }
        }
    }

    @Test
    void goesOnWithATopicMadeAnewWithMoreRecordsAndOlderTimes() throws Exception {
        try (var topic = topic("rewound", true);
                var gateway = gateway(topic).ready()) {
            topic.commit(NOW, winner(1, 1));
            try (var stream = gateway.subscribe("")) {
                stream.untilId(id -> id.equals(Long.toString(NOW + 1)));

                topic.recreate();
                for (int round = 0; round < 20; round++) {
                    topic.commit(2_000 + round, winner(2, round));
                }

                assertThat(stream.until(event -> event.type().equals("reset"))).isNotEmpty();
                assertThat(stream.untilId("2020"::equals))
                        .extracting(SseEvent::data)
                        .contains(row(2, 19))
                        .doesNotContain(row(1, 1));
            }
        }
    }

    @Test
    void readsATruncatedTopicAnew() throws Exception {
        try (var topic = topic("truncated", true);
                var gateway = gateway(topic).ready()) {
            topic.commit(NOW, winner(1, 1));
            topic.commit(NOW + 1, winner(2, 2));
            try (var stream = gateway.subscribe("")) {
                stream.untilId(id -> id.equals(Long.toString(NOW + 2)));

                topic.truncate(1);

                assertThat(stream.next().type()).isEqualTo("reset");
                assertThat(stream.untilId(id -> id.equals(Long.toString(NOW + 2))))
                        .extracting(SseEvent::data)
                        .containsExactly(row(2, 2));
            }
        }
    }

    @Test
    void servesTopicOfTheNativeSink() throws Exception {
        try (var topic = topic("native", false)) {
            topic.commit(NOW, winner(1, 1), winner(2, 2));
            topic.commit(NOW + 1, gone(2));
            topic.raw(new ProducerRecord<>(topic.name(), 0, "{\"auction_id\":9}", row(9, 9)));
            try (var gateway = gateway(topic).ready();
                    var stream = gateway.subscribe("")) {
                assertThat(stream.untilId(((NOW + 1) + "-3")::equals))
                        .extracting(SseEvent::data)
                        .containsExactly(row(1, 1));
                var next = new ProducerRecord<>(topic.name(), 0, "{\"auction_id\":3}", row(3, 3));
                next.headers()
                        .add("materialize-timestamp", Long.toString(NOW + 2).getBytes(StandardCharsets.US_ASCII));
                next.headers().add("materialize-sink-id", new byte[] {1});
                topic.raw(next);

                var live = stream.until(event -> event.data().equals(row(3, 3)));
                assertThat(live).extracting(SseEvent::data).doesNotContain(row(9, 9));
                assertThat(gateway.scrape())
                        .contains("gateway_topic_violations_total{application=\"gateway\",view=\"native\"} 1.0");
            }
        }
    }

    @Test
    void startsBeforeTheTopicExists() throws Exception {
        var name = "later";
        try (var gateway = new RunningGateway(BROKER.getBrokersAsString(), name)) {
            await().until(() -> turnsAway(gateway));
            assertThat(gateway.readiness()).isEqualTo(503);
            try (var topic = topic(name, true)) {
                topic.commit(NOW, winner(1, 1));
                gateway.ready();

                try (var stream = gateway.subscribe("")) {
                    assertThat(stream.next().data()).isEqualTo(row(1, 1));
                }
            }
        }
    }

    private static boolean turnsAway(RunningGateway gateway) throws IOException {
        try (var stream = gateway.subscribe("")) {
            assertThat(stream.head().status()).isEqualTo(200);
            return stream.ends(Duration.ofMillis(500))
                    && stream.parser().retryMillis().orElseThrow() >= 15_000;
        }
    }

    private static HandWrittenTopic topic(String name, boolean withProgress) throws Exception {
        return new HandWrittenTopic(BROKER.getBrokersAsString(), name, withProgress);
    }

    private static RunningGateway gateway(HandWrittenTopic topic) {
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name());
    }
}
