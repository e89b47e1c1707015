package auctions.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Services;
import auctions.e2e.SseClient;
import auctions.e2e.SseEvent;
import auctions.gateway.GatewayApplication;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic that Materialize's own sink fills and one that we fill differ in nothing but offsets and progress. */
@ExtendWith(SharedServers.class)
class NativeSinkIT {

    private static final GoldenRows GOLDEN = GoldenRows.read();

    /**
     * A record as consumers see it.
     *
     * @param value null when the row is gone
     */
    private record Seen(String time, String key, String value) {

        static Seen of(ConsumerRecord<String, String> record) {
            return new Seen(Topics.time(record), record.key(), String.valueOf(record.value()));
        }
    }

    private final Servers servers;
    private final Sql sql;

    NativeSinkIT(Servers servers) {
        this.servers = servers;
        this.sql = servers.materialize().users();
        sql.run("CREATE CONNECTION IF NOT EXISTS broker TO KAFKA (BROKER '%s', SECURITY PROTOCOL = 'PLAINTEXT')"
                .formatted(servers.bootstrapOfMaterialize()));
    }

    @Test
    void writesWhatTheNativeSinkWritesForEveryType() throws Exception {
        createGolden("golden");
        createSink("golden", "\"id\"");

        try (var _ = ProbedIngestor.streaming(servers.environment("golden", "golden", "id"))) {
            insertGolden("golden");
            awaitRecords("native-golden", GOLDEN.values().size());
            sql.run(
                    "UPDATE golden SET t = 'corrected' WHERE id = 3",
                    "DELETE FROM golden WHERE id = 5",
                    "INSERT INTO golden (id) VALUES (-1)");
            awaitRecords("native-golden", GOLDEN.values().size() + 3);

            awaitSame("golden", "native-golden");
            assertThat(servers.topics()
                            .committed("native-golden")
                            .subList(0, GOLDEN.values().size()))
                    .extracting(ConsumerRecord::value)
                    .containsExactlyInAnyOrderElementsOf(GOLDEN.values());
            assertThat(snapshot("golden"))
                    .isEqualTo(snapshot("native-golden"))
                    .hasSize(GOLDEN.values().size());
        } finally {
            sql.run("DROP TABLE golden CASCADE");
        }
    }

    /** Every column is a key column. */
    @Test
    void writesKeysByTheSameRules() {
        createGolden("keyed");
        createSink("keyed", GOLDEN.names());

        var environment = servers.environment("keyed", "keyed", String.join(",", GOLDEN.columns()));
        try (var _ = ProbedIngestor.streaming(environment)) {
            insertGolden("keyed");
            awaitRecords("native-keyed", GOLDEN.values().size());

            awaitSame("keyed", "native-keyed");
            assertThat(servers.topics().live("keyed").keySet()).containsExactlyInAnyOrderElementsOf(GOLDEN.values());
        } finally {
            sql.run("DROP TABLE keyed CASCADE");
        }
    }

    @Test
    void endsAtATypeWithoutARuleAndNamesItsColumn() throws Exception {
        var environment = servers.environment("unruly", "(SELECT 1 AS id, ROW(1, 2) AS pair)", "id");
        try (var ingestor = ProbedIngestor.start(environment)) {
            assertThat(ingestor.awaitEnd()).contains("column 'pair' has the type record");
        }
    }

    private void createGolden(String table) {
        sql.run(
                "CREATE TABLE " + table + " (" + GOLDEN.definitions(GoldenRows.UNREADABLE_TYPE) + ")",
                "CREATE TABLE staged_" + table + " (" + GOLDEN.definitions("text") + ")");
        sql.copy("staged_" + table, GOLDEN.copy());
    }

    private void insertGolden(String table) {
        sql.run("INSERT INTO " + table + " SELECT " + GOLDEN.casts() + " FROM staged_" + table);
    }

    private void createSink(String table, String key) {
        sql.run("""
                CREATE SINK native_%s FROM %s INTO KAFKA CONNECTION broker (TOPIC 'native-%s', TOPIC PARTITION COUNT 1,
                    TOPIC REPLICATION FACTOR 1, TOPIC CONFIG MAP['cleanup.policy' => 'compact', 'min.compaction.lag.ms' => '600000'])
                KEY (%s) NOT ENFORCED FORMAT JSON ENVELOPE UPSERT
                """.formatted(table, table, table, key));
    }

    private void awaitRecords(String topic, int count) {
        await().atMost(Patience.LONG)
                .untilAsserted(
                        () -> assertThat(servers.topics().committed(topic)).hasSize(count));
    }

    /** Within a time the order of keys is nobody's promise. */
    private void awaitSame(String ours, String natives) {
        var expected = seen(natives);
        await().atMost(Patience.LONG).untilAsserted(() -> assertThat(seen(ours)).hasSameSizeAs(expected));
        assertThat(seen(ours)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(seen(ours)).extracting(Seen::time).isSorted();
    }

    private List<Seen> seen(String topic) {
        return servers.topics().committed(topic).stream().map(Seen::of).toList();
    }

    /** What a gateway shows of a topic, whoever fills it. */
    private Map<String, String> snapshot(String topic) throws IOException {
        var rows = servers.topics().live(topic).size();
        try (var gateway = Services.start(GatewayApplication.class, servers.environment(topic, "golden", "id"));
                var browser = SseClient.open(Services.port(gateway), "/subscribe")) {
            var shown = new TreeMap<String, String>();
            while (shown.size() < rows) {
                SseEvent event = browser.next();
                shown.put(event.data(), event.type());
            }
            return shown;
        }
    }
}
