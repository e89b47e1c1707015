package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.IngestorApplication;
import auctions.ingestor.sim.SimulatedMaterialize;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Two ingestors, of which the active one is a process that can be killed. */
class TakeoverIT {
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
    void publishesWithinTwoSecondsOfTheSessionTimeoutWhenTheActiveOneIsKilled(@TempDir Path folder) throws Exception {
        try (var materialize = SimulatedMaterialize.builder()
                .auctionHouse(Duration.ofMillis(100))
                .progressInterval(Duration.ofMillis(100))
                .start()) {
            var environment = Services.environment(materialize, kafka.getBrokersAsString(), "winners", Map.of());
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
}
