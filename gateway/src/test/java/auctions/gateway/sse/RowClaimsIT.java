package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import auctions.e2e.Brokers;
import auctions.e2e.SseClient;
import auctions.e2e.SseEvent;
import auctions.e2e.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Who sees which rows: those whose amount is among the claim's. */
class RowClaimsIT {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static TestIssuer issuer;
    private static HandWrittenTopic topic;
    private static RunningGateway gateway;
    private static long time = System.currentTimeMillis();

    @BeforeAll
    static void start() throws Exception {
        issuer = new TestIssuer();
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "claims", true);
        topic.commit(time, winner(1, 10), winner(2, 20), winner(3, 30));
        gateway = start("gateway.login.filter=amount=amounts");
    }

    private static RunningGateway start(String filter) {
        return new RunningGateway(
                        BROKER.getBrokersAsString(), topic.name(), JWT + "jwk-set-uri=" + issuer.keysUri(), filter)
                .ready();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topic.close();
        issuer.close();
    }

    @Test
    void showsTheRowsOfTheClaimAndNotEvenTheKeyOfAnother() throws Exception {
        try (var stream = subscribe("", 10, 30)) {
            assertThat(stream.untilId(id -> !id.contains("-") && !id.isEmpty()))
                    .extracting(SseEvent::data)
                    .containsExactly(row(1, 10), row(3, 30));

            topic.commit(++time, winner(2, 21), winner(4, 40), gone(4), winner(5, 50), winner(5, 10), winner(3, 31));

            assertThat(stream.untilId(id -> id.equals(Long.toString(time + 1))))
                    .extracting(SseEvent::type, SseEvent::data)
                    .containsExactly(tuple("message", row(5, 10)), tuple("delete", "{\"auction_id\":3}"));
        }
        topic.commit(++time, winner(2, 20), winner(3, 30), gone(5));
        // For the other tests: the gateway has read that.
        gateway.exchange("GET", "/views/claims/rows?progress_at_least=" + (time + 1), "Authorization", bearer(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?amount=20", "?amount=20&amount=30", "?amount=gte.0&amount=20", "?column.amount=20"})
    void isWidenedByNoParameter(String query) throws Exception {
        try (var stream = subscribe(query, 10)) {
            assertThat(stream.untilId(id -> !id.contains("-") && !id.isEmpty())).isEmpty();
        }
    }

    @Test
    void isNarrowedByParameters() throws Exception {
        try (var stream = subscribe("?auction_id=3", 10, 30)) {
            assertThat(stream.untilId(id -> !id.contains("-") && !id.isEmpty()))
                    .extracting(SseEvent::data)
                    .containsExactly(row(3, 30));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscribe", "/views", "/views/claims/rows"})
    void showsNothingToATokenWithoutTheClaim(String path) throws Exception {
        var answer = gateway.exchange("GET", path, "Authorization", "Bearer " + issuer.sign(issuer.claims()));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("'amounts'");
    }

    @Test
    void answersWithTheRowsOfTheClaimAndLetsNobodyKeepThem() throws Exception {
        var rows = gateway.exchange("GET", "/views/claims/rows", "Authorization", bearer(10, 30));

        assertThat(rows.body()).endsWith("\"rows\":[" + row(1, 10) + "," + row(3, 30) + "]}");
        assertThat(rows.headers().firstValue("ETag")).isEmpty();
        assertThat(rows.headers().firstValue("Cache-Control")).hasValue("no-store");
        var narrowed = gateway.exchange("GET", "/views/claims/rows?amount=20", "Authorization", bearer(10));
        assertThat(narrowed.body()).endsWith("\"rows\":[]}");
    }

    @Test
    void countsNoRowsOfOthers() throws Exception {
        assertThat(gateway.exchange("GET", "/views", "Authorization", bearer(10))
                        .body())
                .contains("\"name\":\"claims\"", "\"rows\":null");
    }

    @Test
    void refusesAViewWithoutTheColumn() throws Exception {
        try (var other = start("gateway.login.filter=buyer=sub")) {
            var answer = other.exchange("GET", "/subscribe", "Authorization", bearer(10));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("buyer", "'claims'");
            assertThat(other.exchange("GET", "/views", "Authorization", bearer(10))
                            .body())
                    .isEqualTo("[]");
        }
    }

    private static SseClient subscribe(String query, Integer... amounts) throws Exception {
        return gateway.subscribe(query, "Authorization: " + bearer(amounts));
    }

    private static String bearer(Integer... amounts) {
        return "Bearer " + issuer.sign(issuer.claims().claim("amounts", List.of(amounts)));
    }
}
