package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.e2e.Brokers;
import auctions.e2e.SseClient;
import auctions.e2e.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** How much one client may have, and what the others then still get. */
class ClientLimitsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static HandWrittenTopic topic;

    @BeforeAll
    static void start() throws Exception {
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "limits", true);
        topic.commit(System.currentTimeMillis(), winner(1, 10));
    }

    @AfterAll
    static void stop() {
        topic.close();
    }

    @Test
    void givesOneAddressSoManyStreamsAndOthersTheirs() throws Exception {
        try (var gateway = gateway("127.*|0:0:0:0:0:0:0:1");
                var _ = isServed(gateway, "203.0.113.1")) {
            try (var _ = isServed(gateway, "198.51.100.9, 203.0.113.1")) {
                isTurnedAway(gateway, "", "203.0.113.1", "address_limit");
                isTurnedAway(gateway, "", "198.51.100.9, 203.0.113.1", "address_limit");
                isServed(gateway, "198.51.100.9").close();
            }

            await(gateway, 1);

            isServed(gateway, "203.0.113.1").close();
        }
    }

    @Test
    void believesNoAddressThatComesFromNoTrustedProxy() throws Exception {
        try (var gateway = gateway("192.0.2.1");
                var _ = isServed(gateway, "203.0.113.1");
                var _ = isServed(gateway, "203.0.113.2")) {
            isTurnedAway(gateway, "", "203.0.113.3", "address_limit");
        }
    }

    /** By itself Spring believes the header in what it takes for a cloud, as Kubernetes. */
    @Test
    void believesNoAddressInACloudUnlessToldTo() throws Exception {
        try (var gateway = limited("spring.main.cloud-platform=kubernetes");
                var _ = isServed(gateway, "203.0.113.1");
                var _ = isServed(gateway, "203.0.113.2")) {
            isTurnedAway(gateway, "", "203.0.113.3", "address_limit");
        }
    }

    @Test
    void turnsAwayWhoWantsTooManyFilters() throws Exception {
        try (var gateway = gateway("127.*")) {
            isTurnedAway(gateway, "?amount=1&amount=2&auction_id=in.(3,4)", "203.0.113.1", "filter_limit");
            isTurnedAway(gateway, "?amount=1&amount=2&amount=gte.0&amount=3", "203.0.113.1", "filter_limit");
            try (var stream = gateway.subscribe("?amount=10&auction_id=in.(1,2)")) {
                assertThat(stream.next().type()).isEqualTo("message");
            }
        }
    }

    @Test
    void givesOneSubjectSoManyStreamsAndOthersTheirs() throws Exception {
        try (var issuer = new TestIssuer();
                var gateway =
                        gateway("127.*", "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.keysUri())) {
            var alice = "Authorization: Bearer " + issuer.sign(issuer.claims());
            var bob = "Authorization: Bearer " + issuer.sign(issuer.claims().subject("bob"));
            try (var _ = gateway.subscribe("", alice, "X-Forwarded-For: 203.0.113.1");
                    var refused = gateway.subscribe("", alice, "X-Forwarded-For: 203.0.113.2");
                    var other = gateway.subscribe("", bob, "X-Forwarded-For: 203.0.113.2")) {
                ends(refused);
                assertThat(other.next().type()).isEqualTo("message");
                assertThat(gateway.disconnects("subject_limit")).isOne();
            }
        }
    }

    private static RunningGateway gateway(String trusted, String... properties) {
        var all = new ArrayList<>(List.of(properties));
        all.add("server.forward-headers-strategy=native");
        all.add("server.tomcat.remoteip.internal-proxies=" + trusted);
        return limited(all.toArray(String[]::new));
    }

    private static RunningGateway limited(String... properties) {
        var all = new ArrayList<>(List.of(properties));
        all.addAll(List.of(
                "gateway.admission.per-address=2",
                "gateway.admission.per-subject=1",
                "gateway.admission.filters-per-stream=3"));
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), all.toArray(String[]::new)).ready();
    }

    private static SseClient isServed(RunningGateway gateway, String forwardedFor) throws Exception {
        var stream = gateway.subscribe("", "X-Forwarded-For: " + forwardedFor);
        assertThat(stream.next().type()).isEqualTo("message");
        return stream;
    }

    private static void isTurnedAway(RunningGateway gateway, String query, String forwardedFor, String cause)
            throws Exception {
        int before = gateway.disconnects(cause);
        try (var stream = gateway.subscribe(query, "X-Forwarded-For: " + forwardedFor)) {
            ends(stream);
        }
        assertThat(gateway.disconnects(cause)).isEqualTo(before + 1);
    }

    private static void ends(SseClient stream) throws Exception {
        assertThat(stream.head().status()).isEqualTo(200);
        assertThat(stream.next(Duration.ofSeconds(10))).isEmpty();
        assertThat(stream.ends(Duration.ofSeconds(5))).isTrue();
        assertThat(stream.parser().retryMillis().orElseThrow()).isBetween(15_000L, 45_000L);
    }

    private static void await(RunningGateway gateway, int subscribers) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> gateway.subscribers() == subscribers);
    }
}
