package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseClient;
import auctions.e2e.SseEvent;
import auctions.e2e.StreamId;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What happens when subscribers or gateways do not do what one would wish. */
class SubscribeFaultsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();

    @Test
    void conflatesSlowReaderAndDelaysNoOther() throws Exception {
        try (var topic = topic("slow");
                var gateway = gateway(topic, "gateway.sse.send-buffer=8KB", "gateway.pump.write-timeout=5m")
                        .ready();
                var slow = SseClient.over(smallSocket(gateway.port()), "HTTP/1.1", "/subscribe");
                var quick = gateway.subscribe("")) {
            int rounds = 50;
            for (int round = 1; round <= rounds; round++) {
                topic.commit(NOW + round, winners(40, round));
                var frontier = Long.toString(NOW + round + 1);
                assertThat(quick.untilId(frontier::equals)).hasSize(40);
            }
            pause(Duration.ofMillis(1500));

            var seen = slow.untilId(id -> id.equals(Long.toString(NOW + rounds + 1)));

            assertThat(seen.size()).isLessThan(rounds * 40);
            assertThat(seen.subList(seen.size() - 40, seen.size()))
                    .extracting(SseEvent::data)
                    .containsExactly(rows(40, rounds));
            assertThat(offsets(seen)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void cutsReaderThatTakesNothing() throws Exception {
        try (var topic = topic("stuck");
                var gateway = gateway(topic, "gateway.sse.send-buffer=8KB", "gateway.pump.write-timeout=1s")
                        .ready();
                var stuck = SseClient.over(smallSocket(gateway.port()), "HTTP/1.1", "/subscribe")) {
            assertThat(stuck.head().status()).isEqualTo(200);
            for (int round = 1; round <= 100; round++) {
                topic.commit(NOW + round, winners(50, round));
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> gateway.disconnects("write_timeout") == 1);
            assertThat(gateway.subscribers()).isZero();
        }
    }

    @Test
    void keepsReaderThatIsSlowButReads() throws Exception {
        // A third of the send buffer, which the kernel doubles, takes this reader longer than the time-out.
        try (var topic = topic("slowly");
                var gateway = gateway(topic, "gateway.sse.send-buffer=32KB", "gateway.pump.write-timeout=4s")
                        .ready();
                var slow = SseClient.over(smallSocket(gateway.port()), "HTTP/1.1", "/subscribe")) {
            for (int round = 1; round <= 100; round++) {
                topic.commit(NOW + round, winners(50, round));
            }

            long endNanos = System.nanoTime() + Duration.ofSeconds(12).toNanos();
            while (System.nanoTime() < endNanos) {
                slow.next();
                pause(Duration.ofMillis(25));
            }

            assertThat(gateway.disconnects("write_timeout")).isZero();
        }
    }

    @Test
    void turnsAwayInAWayThatLetsBrowsersComeBack() throws Exception {
        try (var topic = topic("overload");
                var gateway = gateway(topic, "gateway.pump.subscribers-max=1").ready();
                var admitted = gateway.subscribe("?snapshot=false");
                var turnedAway = gateway.subscribe("?snapshot=false")) {
            assertThat(turnedAway.head().status()).isEqualTo(200);
            assertThat(turnedAway.head().header("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(turnedAway.ends(Duration.ofSeconds(5))).isTrue();
            assertThat(turnedAway.parser().retryMillis().orElseThrow()).isGreaterThanOrEqualTo(15_000);
            assertThat(gateway.disconnects("overload")).isEqualTo(1);

            topic.commit(NOW, winner(1, 1));
            assertThat(admitted.next().data()).isEqualTo(row(1, 1));
        }
    }

    @Test
    void endsStreamsSpreadOverTheDrain() throws Exception {
        try (var topic = topic("drain");
                var gateway = gateway(topic, "gateway.pump.drain=2s").ready()) {
            var streams = new ArrayList<SseClient>();
            for (int i = 0; i < 10; i++) {
                streams.add(gateway.subscribe("?snapshot=false"));
            }
            await().until(() -> gateway.subscribers() == 10);
            long startNanos = System.nanoTime();

            var closing = CompletableFuture.runAsync(gateway::close);

            var endedAfter = new ArrayList<Duration>();
            await().until(() -> gateway.disconnects("drain") > 0);
            assertThat(gateway.readiness()).isEqualTo(503);
            for (var stream : streams) {
                assertThat(stream.ends(Duration.ofSeconds(8))).isTrue();
                endedAfter.add(Duration.ofNanos(System.nanoTime() - startNanos));
                stream.close();
            }
            closing.get();
            assertThat(endedAfter.getLast()).isGreaterThan(Duration.ofSeconds(1));
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void resumesOnAnyReplica() throws Exception {
        try (var topic = topic("replicas");
                var one = gateway(topic).ready();
                var other = gateway(topic).ready()) {
            var seen = new ArrayList<SseEvent>();
            try (var stream = one.subscribe("")) {
                topic.commit(NOW, winner(1, 1), winner(2, 2), winner(3, 3));
                seen.addAll(stream.until(event -> event.data().equals(row(2, 2))));
            }
            topic.commit(NOW + 1, gone(1), winner(4, 4));

            try (var stream =
                    other.subscribe("", "Last-Event-ID: " + seen.getLast().lastEventId())) {
                seen.addAll(stream.until(event -> event.data().equals(row(4, 4))));
            }

            assertThat(seen)
                    .extracting(SseEvent::data)
                    .containsExactly(row(1, 1), row(2, 2), row(3, 3), "{\"auction_id\":1}", row(4, 4));
        }
    }

    private static HandWrittenTopic.Change[] winners(int count, int amount) {
        return IntStream.range(0, count)
                .mapToObj(auction -> winner(auction, amount))
                .toArray(HandWrittenTopic.Change[]::new);
    }

    private static String[] rows(int count, int amount) {
        return IntStream.range(0, count)
                .mapToObj(auction -> row(auction, amount))
                .toArray(String[]::new);
    }

    private static List<Long> offsets(List<SseEvent> rows) {
        return rows.stream()
                .map(event -> StreamId.parse(event.lastEventId()).offset().orElseThrow())
                .toList();
    }

    private static HandWrittenTopic topic(String name) throws Exception {
        return new HandWrittenTopic(BROKER.getBrokersAsString(), name, true);
    }

    private static RunningGateway gateway(HandWrittenTopic topic, String... properties) {
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), properties);
    }

    private static Socket smallSocket(int port) throws Exception {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("localhost", port));
        return socket;
    }

    // What is waited for is that nothing happens: a subscriber that does not read.
    private static void pause(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(time.plusSeconds(5))
                .until(() -> System.nanoTime() - endNanos >= 0);
    }
}
