package auctions.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two rows of one key. After a violation the server's events say nothing about that key: when one row of the two goes, it sends a deletion,
 * though the other lives.
 */
@ExtendWith(SharedServers.class)
class KeyViolationIT {

    private static final Map<String, String> LIVE =
            Map.of("{\"k\":5}", "{\"k\":5,\"v\":3}", "{\"k\":6}", "{\"k\":6,\"v\":1}");

    private final Servers servers;
    private final Sql sql;

    KeyViolationIT(Servers servers) {
        this.servers = servers;
        this.sql = servers.materialize().users();
    }

    @Test
    void publishesTheRowThatIsLeftOfTwo() {
        var environment = environment("pairs", "dead-letter");
        try (var _ = ProbedIngestor.streaming(environment)) {
            violate("pairs");
            sql.run("DELETE FROM pairs WHERE v = 1 AND k = 5");

            awaitLive("pairs");
            awaitKnown("pairs");
        }
        assertThat(servers.topics().committed("pairs-dead-letters"))
                .anyMatch(letter -> letter.key().equals("{\"k\":5}"));
    }

    @Test
    void remembersAViolationOverARestart() {
        var environment = environment("twins", "dead-letter");
        try (var _ = ProbedIngestor.streaming(environment)) {
            violate("twins");
        }
        sql.run("DELETE FROM twins WHERE v = 1 AND k = 5");

        try (var _ = ProbedIngestor.streaming(environment)) {
            awaitLive("twins");
            awaitKnown("twins");
        }
    }

    @Test
    void goesOnAfterAStopOnceTheDataIsMended() throws Exception {
        var environment = environment("rivals", "stop");
        try (var ingestor = ProbedIngestor.streaming(environment)) {
            insertTwo("rivals");

            assertThat(ingestor.awaitEnd()).contains("{\"k\":5}");
        }
        sql.run("DELETE FROM rivals WHERE v = 1 AND k = 5");

        try (var _ = ProbedIngestor.streaming(environment)) {
            awaitLive("rivals");
        }
    }

    private Map<String, Object> environment(String table, String onKeyViolation) {
        sql.run("CREATE TABLE " + table + " (k bigint NOT NULL, v bigint NOT NULL) WITH (RETAIN HISTORY FOR '1h')");
        var environment = servers.environment(table, table, "k");
        environment.put("MZ_ON_KEY_VIOLATION", onKeyViolation);
        return environment;
    }

    private void insertTwo(String table) {
        sql.run("INSERT INTO " + table + " VALUES (6, 1), (5, 1), (5, 3)");
    }

    private void violate(String table) {
        insertTwo(table);
        await().atMost(Patience.LONG)
                .untilAsserted(() -> assertThat(servers.topics()
                                .progress(table)
                                .path("unknown_keys")
                                .asBoolean(false))
                        .isTrue());
    }

    private void awaitLive(String topic) {
        await().atMost(Patience.LONG)
                .untilAsserted(() -> assertThat(servers.topics().live(topic)).isEqualTo(LIVE));
    }

    private void awaitKnown(String topic) {
        await().atMost(Patience.LONG)
                .untilAsserted(() -> assertThat(servers.topics()
                                .progress(topic)
                                .path("unknown_keys")
                                .asBoolean(true))
                        .isFalse());
    }
}
