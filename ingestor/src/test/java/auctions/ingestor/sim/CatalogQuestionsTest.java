package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What services ask the catalog about the relation that they subscribe to. */
class CatalogQuestionsTest {
    private static final String OBJECT_ID = """
            SELECT o.id FROM mz_catalog.mz_objects o
            JOIN mz_catalog.mz_schemas s ON o.schema_id = s.id
            LEFT JOIN mz_catalog.mz_databases d ON s.database_id = d.id
            WHERE o.name = 'v' AND s.name = current_schema() AND d.name = current_database()
            """;

    @AutoClose
    private final SimulatedMaterialize materialize = SimulatedMaterialize.stoppedAt(1000);

    @AutoClose
    private final SqlClient client = SqlClient.of(materialize);

    @BeforeEach
    void createATableAndAViewOfIt() {
        materialize.createRelation("t", new Column("k", ColumnType.BIGINT), new Column("v", ColumnType.TEXT, true));
        materialize.define("CREATE MATERIALIZED VIEW v AS SELECT k FROM t");
    }

    @Test
    void givesAViewThatIsMadeAnewAnotherId() throws SQLException {
        var before = client.query(OBJECT_ID);

        materialize.define("DROP MATERIALIZED VIEW v; CREATE MATERIALIZED VIEW v AS SELECT k FROM t WHERE k > 5");

        assertThat(before).containsExactly("u2");
        assertThat(client.query(OBJECT_ID)).containsExactly("u3");
    }

    @Test
    void tellsTheEnvironment() throws SQLException {
        assertThat(client.query("SELECT mz_environment_id()"))
                .containsExactly("docker-container-11111111-2222-3333-4444-000000000000-0");
    }

    @Test
    void keepsComments() throws SQLException {
        client.execute("COMMENT ON MATERIALIZED VIEW v IS 'only the keys'");

        assertThat(client.query("SELECT c.comment FROM mz_internal.mz_comments c JOIN mz_objects o ON c.id = o.id"
                        + " WHERE o.name = 'v' AND c.object_sub_id IS NULL"))
                .containsExactly("only the keys");
        client.assertFails("COMMENT ON VIEW v IS 'x'", "XX000", "MATERIALIZED VIEW v is not a VIEW");
        client.execute("COMMENT ON MATERIALIZED VIEW v IS NULL");
        assertThat(client.query("SELECT * FROM mz_internal.mz_comments")).isEmpty();
    }

    @Test
    void listsRunningSubscribes() throws SQLException {
        try (var other = SqlClient.of(materialize)) {
            other.copy("COPY (SUBSCRIBE v) TO STDOUT");

            await().untilAsserted(() -> assertThat(
                            client.query(
                                    "SELECT s.cluster_id, s.referenced_object_ids, s.created_at FROM mz_internal.mz_subscriptions s"))
                    .containsExactly("u1|{u2}|1970-01-01 00:00:01+00"));
        }
        await().untilAsserted(() -> assertThat(client.query("SELECT count(*) FROM mz_internal.mz_subscriptions"))
                .containsExactly("0"));
    }

    @Test
    void namesColumnsBySubquery() throws SQLException {
        assertThat(client.query(
                        "SELECT name, type FROM mz_columns WHERE id = (SELECT id FROM mz_objects WHERE name = 't')"
                                + " ORDER BY position"))
                .containsExactly("k|bigint", "v|text");
    }

    @Test
    void describesElementsOfListsAndMapsAtAnyDepth() throws SQLException {
        materialize.createRelation(
                "nested",
                new Column("l", ColumnType.LIST).of(ColumnType.LIST, ColumnType.DATE),
                new Column("m", ColumnType.MAP).of(ColumnType.INTEGER),
                new Column("a", ColumnType.TEXT_ARRAY));

        try (var statement = client.connection()
                .prepareStatement(
                        "SELECT ((l)[1])[1], (m) -> 'k', (a)[1] FROM (SELECT l, m, a FROM nested) AS described")) {
            var types = new ArrayList<String>();
            for (var column = 1; column <= 3; column++) {
                types.add(statement.getMetaData().getColumnTypeName(column));
            }
            assertThat(types).containsExactly("date", "int4", "text");
        }
        assertThat(client.query("SELECT pg_catalog.format_type(16384, NULL)")).containsExactly("list");
    }

    @Test
    void answersPsqlsLists() throws SQLException {
        var views = """
                SELECT n.nspname as "Schema", c.relname as "Name", CASE c.relkind WHEN 'r' THEN 'table' END as "Type"
                FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN (%s) AND n.nspname !~ '^pg_toast' ORDER BY 1,2;
                """;

        assertThat(client.query(views.formatted("'r','p','v','m','S','f',''")))
                .containsExactly("public|t|materialized view|materialize", "public|v|materialized view|materialize");
        assertThat(client.query(views.formatted("'v',''"))).isEmpty();
    }
}
