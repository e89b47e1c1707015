package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.AccessRules;
import auctions.ingestor.SecureBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker that asks who the gateway is, and lets it do what the table of access rules in OPERATING.md says. */
@Timeout(120)
class KafkaAccessIT {
    private static final String USER = "gateway";

    @TempDir
    private static Path folder;

    private static SecureBroker broker;
    private static HandWrittenTopic topic;

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(folder, USER);
        topic = new HandWrittenTopic(broker.openAddress(), "access", true);
        topic.commit(System.currentTimeMillis(), winner(1, 10));
    }

    @AfterAll
    static void stop() {
        topic.close();
        broker.close();
    }

    static Stream<Map<String, String>> logins() {
        return Stream.of(broker.byScram(USER), broker.byCertificate(USER), broker.byToken(USER));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void servesWithTheseRules(Map<String, String> login) throws Exception {
        broker.allowOnly(AccessRules.of(USER, topic.name()));

        try (var gateway = gateway(login).ready();
                var stream = gateway.subscribe("")) {
            assertThat(stream.next().data()).isEqualTo(row(1, 10));
        }
    }

    @Test
    void namesTheRightThatIsMissing() throws Exception {
        broker.allowOnly(List.of());

        try (var gateway = gateway(broker.byScram(USER))) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(gateway.exchange("GET", "/views").body())
                                    .contains("grant the right Read on topics access and access-progress"));
        }
    }

    private static RunningGateway gateway(Map<String, String> login) {
        return new RunningGateway(
                login.get("spring.kafka.bootstrap-servers"),
                topic.name(),
                login.entrySet().stream()
                        .filter(property -> !property.getKey().equals("spring.kafka.bootstrap-servers"))
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }
}
