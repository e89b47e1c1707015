package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLException;

/** Login, settings, transactions, and the statements of {@code sql/}, as pgjdbc sees them. */
class SessionTest {
    private static final List<String> SOURCES = List.of(
            "accounts",
            "auction_house_source",
            "auction_house_source_progress",
            "auctions",
            "bids",
            "organizations",
            "users");

    private final SimulatedMaterialize materialize = SimulatedMaterialize.builder()
            .progressInterval(Duration.ofMillis(20))
            .scaledTick(Duration.ofMillis(5))
            .start();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = login(new Properties());
    }

    private Connection login(Properties properties) throws SQLException {
        properties.setProperty("user", "materialize");
        return DriverManager.getConnection(materialize.jdbcUrl(), properties);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        materialize.close();
    }

    @Test
    void tellsItsParametersAtLogin() throws SQLException {
        assertThat(connection.unwrap(BaseConnection.class).getParameterStatuses())
                .containsEntry("server_version", "9.5.0")
                .containsEntry("cluster", "quickstart")
                .containsEntry("TimeZone", "UTC")
                .containsEntry("mz_version", SimulatedMaterialize.VERSION);
    }

    @Test
    void takesSettingsFromOptions() throws SQLException {
        var properties = new Properties();
        properties.setProperty("options", "-c idle_in_transaction_session_timeout=0 --cluster=elsewhere");
        try (var other = login(properties)) {
            assertThat(query(other, "SHOW cluster")).containsExactly("elsewhere");
            assertThat(query(other, "SHOW idle_in_transaction_session_timeout")).containsExactly("0");
            assertThat(warnings(other.getWarnings())).contains("session default cluster \"elsewhere\" does not exist");
        }
    }

    @Test
    void refusesSettingsAsTheServerDoes() {
        assertFails("SET nonsense = 1", "42704", "unrecognized configuration parameter \"nonsense\"");
        assertFails(
                "SET real_time_recency = 7", "22023", "parameter \"real_time_recency\" requires a \"boolean\" value");
        assertFails(
                "SELEC 1", "42601", "Expected a keyword at the beginning of a statement, found identifier \"selec\"");
    }

    @Test
    void rollsSettingsBackWithTheirTransaction() throws SQLException {
        execute("BEGIN");
        execute("SET application_name = 'inside'");
        execute("ROLLBACK");

        assertThat(query("SHOW application_name")).containsExactly("PostgreSQL JDBC Driver");
    }

    @Test
    void keepsSubscribeAloneInItsTransaction() throws SQLException {
        materialize.createRelation("t", new Column("k", ColumnType.BIGINT));
        execute("BEGIN");
        execute("DECLARE c CURSOR FOR SUBSCRIBE t");
        query("FETCH 0 c");
        assertFails("SELECT * FROM t", "25000", "SUBSCRIBE in transactions must be the only read statement");
        assertFails("FETCH c", "25P02", "current transaction is aborted");
        execute("ROLLBACK");
        execute("BEGIN");
        query("SELECT * FROM t");
        execute("DECLARE c CURSOR FOR SUBSCRIBE t");
        assertFails("FETCH 0 c", "25006", "transaction in read-only mode");
        execute("COMMIT");
    }

    @Test
    void answersParametersOfPreparedStatements() throws SQLException {
        var relation = materialize.createRelation(
                "t", new Column("k", ColumnType.BIGINT), new Column("v", ColumnType.TEXT, true));
        relation.commit(Diff.insert(1, "it's"), Diff.insert(2, null));
        try (var statement = connection.prepareStatement("SELECT k FROM t WHERE v = ? OR k = ?")) {
            for (var use = 0; use < 8; use++) {
                statement.setString(1, "it's");
                statement.setLong(2, 2);
                try (var rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(1)).isEqualTo(1);
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(1)).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void looksAroundByQuery() throws SQLException {
        runScript("setup.sql");

        assertThat(query("SHOW COLUMNS FROM winning_bids"))
                .containsExactly("auction_id", "bid_id", "buyer", "seller", "item", "amount", "bid_time", "end_time");
        assertThat(query("SHOW SOURCES")).containsExactlyElementsOf(SOURCES);
        await().untilAsserted(() -> assertThat(
                        query(
                                "SELECT buyer FROM winning_bids WHERE auction_id IN (1, 2, 3) ORDER BY auction_id DESC LIMIT 2"))
                .containsExactly("88", "3334"));
        assertThat(query("SELECT count(*) FROM winning_bids WHERE amount < 0")).containsExactly("0");
        await().untilAsserted(() -> assertThat(query("SELECT item FROM bids_per_item WHERE item = 'Custom Art'"))
                .containsExactly("Custom Art"));
        assertThat(query("SELECT count(*) = 4076 FROM users")).containsExactly("t");
        assertThat(query("SELECT mz_version()")).containsExactly(SimulatedMaterialize.VERSION);
    }

    @Test
    void setsUpTwiceAndTearsDownTwice() throws SQLException {
        runScript("setup.sql");
        assertThat(runScript("setup.sql")).contains("materialized view \"winning_bids\" already exists, skipping");

        assertThat(runScript("teardown.sql")).contains("drop cascades to 4 other objects");
        assertThat(materialize.objects()).isEmpty();
        assertThat(runScript("teardown.sql")).contains("CLUSTER \"auction_house\" does not exist, skipping");
        assertThat(runScript("setup.sql")).doesNotContain("view \"on_time_bids\" already exists, skipping");
        assertThat(query("SHOW SOURCES")).containsExactlyElementsOf(SOURCES);
    }

    @Test
    void setsUpWithoutHistoryWhereTheFlagIsOff() throws SQLException {
        materialize.faults().allowRetainHistory(false);

        runScript("setup.sql");

        assertThat(materialize.objects()).contains("winning_bids");
        assertFails(
                "ALTER MATERIALIZED VIEW winning_bids SET (RETAIN HISTORY FOR '1hr')",
                "XX000",
                "RETAIN HISTORY is not available");
    }

    @Test
    void takesTheLeastRightsThatOperatingNames() throws SQLException {
        runScript("setup.sql");
        execute("CREATE ROLE ingestor WITH LOGIN PASSWORD 'secret'");
        execute("GRANT USAGE ON CLUSTER auction_house TO ingestor");
        execute("GRANT USAGE ON SCHEMA public TO ingestor");
        execute("GRANT SELECT ON winning_bids TO ingestor");

        assertFails("GRANT SELECT ON nosuch TO ingestor", "XX000", "unknown catalog item 'nosuch'");
        assertFails("GRANT SELECT ON winning_bids TO nobody", "XX000", "unknown role 'nobody'");
    }

    @Test
    void refusesToDropWhatOthersNeed() throws SQLException {
        runScript("setup.sql");

        assertFails("DROP VIEW on_time_bids", "XX000", "still depended upon by view \"highest_bid_per_auction\"");
        assertFails("CREATE CLUSTER auction_house (SIZE = '25cc')", "XX000", "cluster 'auction_house' already exists");
    }

    /** Runs a script as psql does, its conditions taken to hold when the query before found so; returns the notices. */
    private List<String> runScript(String name) throws SQLException {
        var notices = new ArrayList<String>();
        var sql = script(name);
        var skipping = false;
        var stopOnError = false;
        for (var statement : sql.lines()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\if :{?size}"))
                .map(line -> line.replace(":'size'", "'25cc'"))
                .map(line -> line.startsWith("\\") ? line + ";" : line.replace("\\gset", ";"))
                .collect(Collectors.joining("\n"))
                .split(";\n", -1)) {
            var text = statement.strip();
            if (text.startsWith("\\set ON_ERROR_STOP")) {
                stopOnError = text.endsWith("1");
            } else if (text.startsWith("\\if")) {
                skipping = !conditionHolds;
            } else if (text.startsWith("\\endif")) {
                skipping = false;
            } else if (!text.isEmpty() && !skipping) {
                run(text, stopOnError, notices);
            }
        }
        return notices;
    }

    private boolean conditionHolds;

    private void run(String sql, boolean stopOnError, List<String> notices) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                var rows = statement.getResultSet();
                rows.next();
                conditionHolds = rows.getBoolean(1);
            }
            notices.addAll(warnings(statement.getWarnings()));
        } catch (SQLException e) {
            if (stopOnError) {
                throw e;
            }
        }
    }

    private static String script(String name) {
        try {
            return Files.readString(Path.of("..", "sql", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> warnings(SQLWarning first) {
        var messages = new ArrayList<String>();
        for (var warning = first; warning != null; warning = warning.getNextWarning()) {
            messages.add(warning.getMessage());
        }
        return messages;
    }

    private void assertFails(String sql, String sqlState, String message) {
        assertThatThrownBy(() -> execute(sql)).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo(sqlState);
            assertThat(e.getMessage()).contains(message);
        });
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        return query(connection, sql);
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var first = new ArrayList<String>();
            while (rows.next()) {
                first.add(rows.getString(1));
            }
            return first;
        }
    }
}
