package auctions.ingestor.sim;

import static auctions.ingestor.sim.data.Diff.delete;
import static auctions.ingestor.sim.data.Diff.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.SimulatedRelation;
import auctions.ingestor.sim.subscribe.Wording;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** SUBSCRIBE through DECLARE and FETCH, as pgjdbc sees it. */
class SubscribeCursorTest {
    private final SimulatedMaterialize materialize = SimulatedMaterialize.stoppedAt(1000);
    private final SimulatedRelation relation = materialize
            .createRelation("t", new Column("k", ColumnType.BIGINT), new Column("v", ColumnType.TEXT, true))
            .automatic(false)
            .retain(Duration.ofMillis(100));
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(materialize.jdbcUrl() + "?prepareThreshold=0", "materialize", "");
        execute("BEGIN");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        materialize.close();
    }

    @Test
    void describesColumnsWithoutFetchingRows() throws SQLException {
        execute("DECLARE c CURSOR FOR SUBSCRIBE t WITH (PROGRESS, SNAPSHOT = false)");

        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("FETCH 0 FROM c")) {
            var columns = rows.getMetaData();
            var told = new ArrayList<String>();
            for (var column = 1; column <= columns.getColumnCount(); column++) {
                told.add(columns.getColumnName(column) + " " + columns.getColumnTypeName(column));
            }
            assertThat(told)
                    .containsExactly("mz_timestamp numeric", "mz_progressed bool", "mz_diff int8", "k int8", "v text");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void tellsSnapshotThenProgressThenChanges() throws SQLException {
        relation.commit(insert(1, "one"), insert(2, null), insert(2, null));
        execute("DECLARE c CURSOR FOR SUBSCRIBE t WITH (PROGRESS) AS OF 1000");

        assertThat(fetch("FETCH ALL c")).containsExactly("1000|t|NULL|NULL|NULL");
        relation.advanceTo(1010);
        assertThat(fetch("FETCH ALL c")).containsExactly("1000|f|1|1|one", "1000|f|2|2|NULL", "1010|t|NULL|NULL|NULL");
        relation.changeAt(1012, delete(1, "one"), insert(1, "uno"));
        relation.changeAt(1011, insert(3, "three"));
        relation.advanceTo(1020);
        assertThat(fetch("FETCH ALL c"))
                .containsExactly("1011|f|1|3|three", "1012|f|-1|1|one", "1012|f|1|1|uno", "1020|t|NULL|NULL|NULL");
    }

    @Test
    void leavesOutTheStartItselfWithoutSnapshot() throws SQLException {
        relation.changeAt(1010, insert(1, "at"));
        relation.changeAt(1011, insert(2, "after"));
        relation.advanceTo(1020);
        execute("DECLARE c CURSOR FOR SUBSCRIBE t WITH (PROGRESS, SNAPSHOT = false) AS OF 1010");

        assertThat(fetch("FETCH ALL c")).containsExactly("1010|t|NULL|NULL|NULL");
        assertThat(fetch("FETCH ALL c")).containsExactly("1011|f|1|2|after", "1020|t|NULL|NULL|NULL");
    }

    @Test
    void foldsChangesOfAKeyIntoUpserts() throws SQLException {
        relation.commit(insert(10, "a"), insert(9, "b"));
        execute("DECLARE c CURSOR FOR SUBSCRIBE t ENVELOPE UPSERT (KEY (k)) WITH (PROGRESS) AS OF 1000");
        relation.changeAt(1001, delete(10, "a"), insert(10, "A"), delete(9, "b"));
        relation.changeAt(1002, insert(7, "x"), insert(7, "y"));
        relation.advanceTo(1003);

        fetch("FETCH ALL c");
        assertThat(fetch("FETCH ALL c"))
                .containsExactly(
                        "1000|f|upsert|9|b",
                        "1000|f|upsert|10|a",
                        "1001|f|delete|9|NULL",
                        "1001|f|upsert|10|A",
                        "1002|f|key_violation|7|NULL",
                        "1003|t|NULL|NULL|NULL");
    }

    @Test
    void tellsRowsBeforeAndAfterInDebezium() throws SQLException {
        relation.commit(insert(1, "a"));
        execute("DECLARE c CURSOR FOR SUBSCRIBE t ENVELOPE DEBEZIUM (KEY (k)) AS OF 1000");
        relation.changeAt(1001, delete(1, "a"), insert(1, "b"));
        relation.changeAt(1002, delete(1, "b"));
        relation.advanceTo(1003);

        assertThat(fetch("FETCH ALL c"))
                .containsExactly("1000|insert|1|NULL|a", "1001|upsert|1|a|b", "1002|delete|1|b|NULL");
    }

    @Test
    void subscribesToFilteredColumns() throws SQLException {
        relation.commit(insert(1, "a"), insert(2, "b"));
        execute("DECLARE c CURSOR FOR SUBSCRIBE (SELECT v, k FROM t WHERE k > 1) ENVELOPE UPSERT (KEY (k)) AS OF 1000");

        assertThat(fetch("FETCH ALL c")).containsExactly("1000|upsert|2|b");
    }

    @Test
    void waitsForTheFullTimeoutWithAll() throws SQLException {
        relation.commit(insert(1, "a"));
        execute("DECLARE c CURSOR FOR SUBSCRIBE t AS OF 1000");

        var start = System.nanoTime();
        assertThat(fetch("FETCH ALL c WITH (timeout = '200ms')")).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    void returnsEarlyWhenTheCountIsReachedAndEmptyAtTheTimeout() throws SQLException {
        relation.commit(insert(1, "a"), insert(2, "b"), insert(3, "c"));
        execute("DECLARE c CURSOR FOR SUBSCRIBE t AS OF 1000");

        var start = System.nanoTime();
        assertThat(fetch("FETCH 2 c WITH (timeout = '1h')")).hasSize(2);
        assertThat(fetch("FETCH c")).containsExactly("1000|1|3|c");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(fetch("FETCH 1 c WITH (timeout = '0s')")).isEmpty();
        assertThat(fetch("FETCH 5 c WITH (timeout = '50ms')")).isEmpty();
    }

    @Test
    void waitsForOneRowWithoutTimeout() throws Exception {
        execute("DECLARE c CURSOR FOR SUBSCRIBE t WITH (SNAPSHOT = false)");
        fetch("FETCH 0 c");
        var fetched = CompletableFuture.supplyAsync(() -> {
            try {
                return fetch("FETCH ALL c");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        relation.advanceTo(1005);

        relation.changeAt(1006, insert(1, "late"));
        relation.advanceTo(1007);

        assertThat(fetched.get()).containsExactly("1006|1|1|late");
    }

    @Test
    void endsAtUpToWithoutProgress() throws SQLException {
        execute("DECLARE c CURSOR FOR SUBSCRIBE t WITH (PROGRESS) AS OF 1000 UP TO 1005");
        relation.changeAt(1004, insert(1, "in"));
        relation.changeAt(1005, insert(2, "out"));
        relation.advanceTo(1010);

        assertThat(fetch("FETCH ALL c")).containsExactly("1000|t|NULL|NULL|NULL");
        assertThat(fetch("FETCH ALL c")).containsExactly("1004|f|1|1|in");
        assertThat(fetch("FETCH ALL c")).isEmpty();
    }

    @Test
    void losesHistoryBelowTheWindow() throws SQLException {
        relation.advanceTo(5000);
        assertThat(relation.since()).isEqualTo(4900);
        execute("DECLARE c CURSOR FOR SUBSCRIBE t AS OF 4899");

        assertThatThrownBy(() -> fetch("FETCH 1 c")).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("22000");
            assertThat(e.getServerErrorMessage().getMessage())
                    .isEqualTo("could not find a valid timestamp for the query");
            assertThat(e.getServerErrorMessage().getDetail())
                    .startsWith("Constraints:\nlower:\n")
                    .contains("[         4900 (1970-01-01 00:00:04.900)]");
        });
        assertThatThrownBy(() -> fetch("FETCH 1 c")).hasMessageContaining("current transaction is aborted");
    }

    @Test
    void wordsLostHistoryAsOlderServersDo() throws SQLException {
        materialize.faults().wording(Wording.V2025);
        relation.advanceTo(5000);
        materialize.faults().loseHistory();
        execute("DECLARE c CURSOR FOR SUBSCRIBE t AS OF 4999");

        assertThatThrownBy(() -> fetch("FETCH 1 c"))
                .hasMessageContaining(
                        "Timestamp (4999) is not valid for all inputs: [(User(1), Antichain { elements: [5000] })]");
    }

    @Test
    void readsTheShortHistoryOfAnIndex() throws SQLException {
        relation.retain(Duration.ofHours(1));
        relation.advanceTo(900_000);
        execute("ROLLBACK");
        execute("CREATE INDEX i IN CLUSTER quickstart ON t (k)");
        execute("BEGIN");
        execute("DECLARE c CURSOR FOR SUBSCRIBE t AS OF 898999");

        assertThatThrownBy(() -> fetch("FETCH 1 c")).hasMessageContaining("could not find a valid timestamp");
    }

    @Test
    void refusesUnknownThingsAtDeclare() {
        assertThatThrownBy(() -> execute("DECLARE c CURSOR FOR SUBSCRIBE nothing"))
                .hasMessageContaining("unknown catalog item 'nothing'");
        assertThatThrownBy(() -> execute("SELECT 1")).hasMessageContaining("current transaction is aborted");
    }

    @Test
    void refusesUnknownKeyColumns() {
        assertThatThrownBy(() -> execute("DECLARE c CURSOR FOR SUBSCRIBE t ENVELOPE UPSERT (KEY (nope))"))
                .hasMessageContaining("column \"nope\" does not exist");
    }

    @Test
    void endsWithExpiredCredentials() throws SQLException {
        execute("DECLARE c CURSOR FOR SUBSCRIBE t");
        materialize.faults().expireCredentials();

        assertThatThrownBy(() -> fetch("FETCH 1 c"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
    }

    @Test
    void killsATransactionThatWasIdleTooLongOnlyAtTheNextMessage() throws Exception {
        execute("SET idle_in_transaction_session_timeout = '50ms'");
        execute("DECLARE c CURSOR FOR SUBSCRIBE t");
        var answeredNanos = System.nanoTime();
        await().until(() ->
                System.nanoTime() - answeredNanos > Duration.ofMillis(50).toNanos());

        assertThatThrownBy(() -> fetch("FETCH 1 c"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P03"));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> fetch(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return told(rows);
        }
    }

    private static List<String> told(ResultSet rows) throws SQLException {
        var told = new ArrayList<String>();
        while (rows.next()) {
            var cells = new ArrayList<String>();
            for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                var cell = rows.getString(column);
                cells.add(cell == null ? "NULL" : cell);
            }
            told.add(String.join("|", cells));
        }
        return told;
    }
}
