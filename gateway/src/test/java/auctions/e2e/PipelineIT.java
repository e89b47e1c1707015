package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.gateway.GatewayApplication;
import auctions.ingestor.IngestorApplication;
import auctions.ingestor.sim.SimulatedMaterialize;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Everything real but the database: what is true there arrives in the topic and at every browser, once and in order. */
class PipelineIT {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(2);

    private static EmbeddedKafkaKraftBroker kafka;

    @BeforeAll
    static void startBroker() {
        kafka = Brokers.started();
    }

    @AfterAll
    static void stopBroker() {
        kafka.destroy();
    }

    @Test
    void showsTheWinnersThatTheAuctionHouseHas() throws Exception {
        try (var materialize = SimulatedMaterialize.builder()
                        .auctionHouse(Duration.ofMillis(20))
                        .progressInterval(Duration.ofMillis(20))
                        .start();
                var _ = start(IngestorApplication.class, materialize, "winners", Map.of());
                var gateway = ready(start(GatewayApplication.class, materialize, "winners", Map.of()));
                var browser = SseClient.open(Services.port(gateway), "/subscribe")) {

            var events = browser.until(event -> event.data().startsWith("{\"auction_id\":6,"));

            // The generator's first auctions, whoever deploys it.
            assertThat(events)
                    .extracting(event -> event.data().replaceAll(",\"bid_time\".*", ""))
                    .containsExactly(
                            "{\"auction_id\":1,\"bid_id\":12,\"buyer\":3338,\"seller\":1824,\"item\":\"Best Pizza in Town\",\"amount\":97",
                            "{\"auction_id\":2,\"bid_id\":20,\"buyer\":3334,\"seller\":1592,\"item\":\"Custom Art\",\"amount\":44",
                            "{\"auction_id\":3,\"bid_id\":31,\"buyer\":88,\"seller\":1411,\"item\":\"City Bar Crawl\",\"amount\":67",
                            "{\"auction_id\":4,\"bid_id\":44,\"buyer\":719,\"seller\":2822,\"item\":\"Best Pizza in Town\",\"amount\":96",
                            "{\"auction_id\":5,\"bid_id\":54,\"buyer\":3857,\"seller\":153,\"item\":\"Signed Memorabilia\",\"amount\":95",
                            "{\"auction_id\":6,\"bid_id\":62,\"buyer\":3016,\"seller\":2500,\"item\":\"Best Pizza in Town\",\"amount\":77");
            assertThat(materialize.subscriptions()).isEqualTo(1);
        }
    }

    @Test
    void losesAndRepeatsNothingThroughCutsAndRestarts() throws Exception {
        try (var materialize = SimulatedMaterialize.builder()
                .progressInterval(Duration.ofMillis(50))
                .start()) {
            var view = new ChangingView(materialize, Duration.ofHours(1), new Random(1));
            var any = Map.of("MZ_SUBSCRIBE", "winners", "MZ_KEY", "id", "MZ_CLUSTER", "quickstart");
            var ingestor = start(IngestorApplication.class, materialize, "changes", any);
            try (var one = start(GatewayApplication.class, materialize, "changes", Map.of());
                    var two = start(GatewayApplication.class, materialize, "changes", Map.of())) {
                var streams = List.of(stream(one), stream(two));
                await().until(() -> materialize.subscriptions() == 1);
                try (var first = new StreamWitness(streams, 1);
                        var second = new StreamWitness(streams, 2)) {
                    changeUntilPublished(view, 200, "changes");
                    materialize.faults().cutAfterRows(3);
                    changeUntilPublished(view, 200, "changes");
                    ingestor.close();
                    IntStream.range(0, 50).forEach(_ -> view.change());
                    ingestor = start(IngestorApplication.class, materialize, "changes", any);
                    changeUntilPublished(view, 200, "changes");

                    var topic = TopicWitness.read(kafka.getBrokersAsString(), "changes");
                    assertThat(view.compare(topic)).isEmpty();
                    assertThat(first.compare(topic, Duration.ofSeconds(30))).isEmpty();
                    assertThat(second.compare(topic, Duration.ofSeconds(30))).isEmpty();
                }
            } finally {
                ingestor.close();
            }
        }
    }

    @Test
    void publishesWithinTwoSecondsOfTheSessionTimeoutWhenTheActiveOneIsKilled(@TempDir Path folder) throws Exception {
        try (var materialize = SimulatedMaterialize.builder()
                .auctionHouse(Duration.ofMillis(100))
                .progressInterval(Duration.ofMillis(100))
                .start()) {
            var environment = environment(materialize, "takeover");
            var active = ServiceProcess.ofMain(
                    IngestorApplication.class,
                    Services.arguments(IngestorApplication.class, environment),
                    folder.resolve("active.log"));
            await().atMost(Duration.ofSeconds(30)).until(() -> materialize.subscriptions() == 1);
            try (var standby = Services.start(IngestorApplication.class, environment)) {
                await().until(() -> is(standby, "standby"));

                active.kill();
                long killed = System.nanoTime();
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> published(standby) > 0);
                var silence = Duration.ofNanos(System.nanoTime() - killed);

                assertThat(silence).isLessThan(SESSION_TIMEOUT.plus(TAKEOVER_MAX));
                assertThat(materialize.subscriptions()).isEqualTo(1);
            } finally {
                active.kill();
            }
        }
    }

    private static boolean is(ConfigurableApplicationContext ingestor, String state) {
        var registry = ingestor.getBean(MeterRegistry.class);
        return registry.get("ingestor.state").tag("state", state).gauge().value() == 1;
    }

    private static long published(ConfigurableApplicationContext ingestor) {
        return ingestor.getBean(MeterRegistry.class)
                .get("ingestor.batch.published")
                .timer()
                .count();
    }

    private static void changeUntilPublished(ChangingView view, int changes, String topic) {
        IntStream.range(0, changes).forEach(_ -> view.change());
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        TopicWitness.read(kafka.getBrokersAsString(), topic).size()
                                >= view.expected().size());
    }

    private static ConfigurableApplicationContext ready(ConfigurableApplicationContext gateway) {
        Services.awaitReady(gateway);
        return gateway;
    }

    private static URI stream(ConfigurableApplicationContext gateway) {
        return URI.create("http://localhost:" + Services.port(gateway) + "/subscribe");
    }

    private static ConfigurableApplicationContext start(
            Class<?> service, SimulatedMaterialize materialize, String topic, Map<String, ?> more) {
        var environment = environment(materialize, topic);
        environment.putAll(more);
        return Services.start(service, environment);
    }

    private static Map<String, Object> environment(SimulatedMaterialize materialize, String topic) {
        return Services.environment("localhost", materialize.port(), kafka.getBrokersAsString(), topic);
    }
}
