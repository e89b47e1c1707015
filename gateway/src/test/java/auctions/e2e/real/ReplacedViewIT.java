package auctions.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A checkpoint is resumed on exactly the relation that it was written from, and on no other of that name. */
@ExtendWith(SharedServers.class)
class ReplacedViewIT {

    private final Servers servers;
    private final Sql sql;

    ReplacedViewIT(Servers servers) {
        this.servers = servers;
        this.sql = servers.materialize().users();
    }

    /** The table keeps its history, so that the server would resume the new view at a time before the view was made. */
    @ParameterizedTest
    @CsvSource({"picks, picks", "choices, (SELECT id FROM choices)"})
    void publishesTheDifferenceOfAViewThatWasMadeAnewUnseen(String view, String relation) {
        sql.run("CREATE TABLE all_" + view + " (id bigint NOT NULL) WITH (RETAIN HISTORY FOR '1h')");
        create(view, "id % 2 = 0");
        sql.run("INSERT INTO all_" + view + " SELECT generate_series(1, 22)");
        var environment = servers.environment(view, relation, "id");
        try (var _ = ProbedIngestor.streaming(environment)) {
            awaitEqual(view, 11);
        }

        sql.run("DROP MATERIALIZED VIEW " + view);
        create(view, "id % 3 = 0");

        try (var _ = ProbedIngestor.streaming(environment)) {
            awaitEqual(view, 7);
        }
    }

    @Test
    void namesWhatACheckpointBelongsTo() {
        sql.run(
                "CREATE TABLE named (id bigint NOT NULL, tags text list)",
                "COMMENT ON TABLE named IS 'what is told of it'");
        try (var _ = ProbedIngestor.streaming(servers.environment("named", "named", "id"))) {
            var progress = servers.topics().progress("named");

            assertThat(progress.path("environment").asString()).isEqualTo(only("SELECT mz_environment_id()"));
            assertThat(progress.path("object").asString())
                    .isEqualTo(only("SELECT id FROM mz_objects WHERE name = 'named'"));
            assertThat(progress.path("view").asString()).isEqualTo("named");
            assertThat(progress.path("description").asString()).isEqualTo("what is told of it");
            assertThat(progress.path("columns").toString()).isEqualTo("[\"id\",\"tags\"]");
            assertThat(progress.path("types").toString()).isEqualTo("[\"bigint\",\"text list\"]");
            assertThat(progress.path("key").toString()).isEqualTo("[\"id\"]");
        }
    }

    private String only(String query) {
        var values = sql.column(query);
        assertThat(values).hasSize(1);
        return values.getFirst();
    }

    @Test
    void resumesWhatChangedMeanwhileAtItsOwnTimes() {
        sql.run("CREATE TABLE kept (id bigint NOT NULL) WITH (RETAIN HISTORY FOR '1h')", "INSERT INTO kept VALUES (1)");
        var environment = servers.environment("kept", "kept", "id");
        try (var _ = ProbedIngestor.streaming(environment)) {
            awaitEqual("kept", 1);
        }

        sql.run("INSERT INTO kept VALUES (2)", "INSERT INTO kept VALUES (3)");

        try (var _ = ProbedIngestor.streaming(environment)) {
            awaitEqual("kept", 3);
        }
        // A difference would have published both at the time of its snapshot.
        assertThat(servers.topics().committed("kept"))
                .extracting(Topics::time)
                .doesNotHaveDuplicates()
                .isSorted()
                .hasSize(3);
    }

    private void create(String view, String condition) {
        sql.run("CREATE MATERIALIZED VIEW %s WITH (RETAIN HISTORY FOR '1h') AS SELECT id FROM all_%s WHERE %s"
                .formatted(view, view, condition));
    }

    private void awaitEqual(String relation, int rows) {
        await().atMost(Patience.LONG)
                .untilAsserted(() -> assertThat(servers.topics().live(relation).keySet())
                        .hasSize(rows)
                        .containsExactlyInAnyOrderElementsOf(
                                sql.column("SELECT '{\"id\":' || id || '}' FROM " + relation)));
    }
}
