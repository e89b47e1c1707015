package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.gateway.GatewayApplication;
import auctions.ingestor.IngestorApplication;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.json.JsonMapper;

/** Two views of one database through one gateway: winners, which mostly only come, and bids per item, whose rows change. */
class SecondViewIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    @Test
    void changesBesideTheFirst() throws Exception {
        try (var materialize = SimulatedMaterialize.builder()
                .auctionHouse(Duration.ofMillis(20))
                .progressInterval(Duration.ofMillis(20))
                .start()) {
            var winners = Services.environment("localhost", materialize.port(), BROKER.getBrokersAsString(), "winners");
            var bids = new HashMap<>(winners);
            bids.putAll(Map.of("MZ_SUBSCRIBE", "bids_per_item", "MZ_KEY", "item", "KAFKA_TOPIC", "bids"));
            var both = new HashMap<>(winners);
            both.put("KAFKA_TOPIC", "winners,bids");
            try (var _ = Services.start(IngestorApplication.class, winners);
                    var _ = Services.start(IngestorApplication.class, bids)) {
                await().until(() -> materialize.subscriptions() == 2);
                try (var gateway = Services.start(GatewayApplication.class, both)) {
                    Services.awaitReady(gateway);
                    try (var first = SseClient.open(Services.port(gateway), "/subscribe?item=Custom%20Art");
                            var second = SseClient.open(Services.port(gateway), "/subscribe/bids?item=Custom%20Art")) {
                        assertThat(first.next().data()).startsWith("{\"auction_id\":2,");
                        var before = bids(second);
                        assertThat(bids(second)).isGreaterThan(before);
                    }
                }
            }
        }
    }

    private static long bids(SseClient stream) throws IOException {
        var row = new JsonMapper().readTree(stream.next().data());
        assertThat(row.propertyNames()).containsExactly("item", "bids", "total");
        return row.path("bids").asLong();
    }
}
