package auctions.ingestor.sim;

import static auctions.ingestor.sim.data.Diff.delete;
import static auctions.ingestor.sim.data.Diff.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;

/** COPY (SUBSCRIBE ...) TO STDOUT: its bytes, and every way in which it ends. */
class SubscribeCopyTest {
    private static final String STREAM =
            "COPY (SUBSCRIBE t ENVELOPE UPSERT (KEY (k)) WITH (PROGRESS, SNAPSHOT = false) AS OF 1000) TO STDOUT";

    private final SimulatedMaterialize materialize = SimulatedMaterialize.stoppedAt(1000);
    private final SimulatedRelation relation = materialize
            .createRelation("t", new Column("k", ColumnType.BIGINT), new Column("v", ColumnType.TEXT, true))
            .automatic(false);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = login();
    }

    private Connection login() throws SQLException {
        return DriverManager.getConnection(materialize.jdbcUrl(), "materialize", "secret");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        materialize.close();
    }

    @Test
    void handsRowsOverAsTheyCome() throws SQLException {
        var copy = copy(STREAM);
        assertThat(line(copy)).isEqualTo("1000\tt\t\\N\t\\N\t\\N\n");

        relation.changeAt(1005, insert(1, "tab\t, back\\slash,\nline, ü"), delete(2, "gone"));
        relation.advanceTo(1006);

        assertThat(line(copy)).isEqualTo("1005\tf\tupsert\t1\ttab\\t, back\\\\slash,\\nline, ü\n");
        assertThat(line(copy)).isEqualTo("1005\tf\tdelete\t2\t\\N\n");
        assertThat(line(copy)).isEqualTo("1006\tt\t\\N\t\\N\t\\N\n");
        copy.cancelCopy();
        await().untilAsserted(() -> assertThat(materialize.subscriptions()).isZero());
        assertThat(materialize.subscriptionsStarted()).isEqualTo(1);
    }

    @Test
    void writesCsvAndBinary() throws SQLException {
        relation.changeAt(1005, insert(1, "a \"b\", c"), insert(2, null), insert(3, ""));
        relation.advanceTo(1010);
        var subscribe = "COPY (SUBSCRIBE t AS OF 1005 UP TO 1006) TO STDOUT WITH (FORMAT ";

        assertThat(new String(all(subscribe + "csv)"), StandardCharsets.UTF_8))
                .isEqualTo("1005,1,1,\"a \"\"b\"\", c\"\n1005,1,2,\n1005,1,3,\"\"\n");
        assertThat(HexFormat.of().formatHex(all("COPY (SUBSCRIBE t AS OF 1005 UP TO 1006) TO STDOUT (FORMAT binary)")))
                .startsWith("5047434f50590aff0d0a00" + "00000000" + "00000000" + "0004" + "0000000a"
                        + "0001000000000000" + "03ed" + "00000008" + "0000000000000001")
                .endsWith("ffff");
        assertThatThrownBy(() -> all(subscribe + "csv, HEADER)"))
                .hasMessageContaining("COPY TO does not support HEADER option yet");
    }

    @Test
    void streamsAMillionGeneratedRows() throws SQLException {
        materialize
                .createRelation(
                        "big",
                        1_000_000,
                        (i, row) -> row.put(i).put("row number " + i),
                        new Column("k", ColumnType.BIGINT),
                        new Column("v", ColumnType.TEXT))
                .commit(delete(7, "row number 7"), insert(7, "seven"));

        var rows = 0;
        var copy = copy("COPY (SUBSCRIBE big ENVELOPE UPSERT (KEY (k)) WITH (PROGRESS)) TO STDOUT");
        line(copy);
        var last = "";
        for (var row = line(copy); row.contains("\tf\t"); row = line(copy)) {
            rows++;
            last = row;
        }

        assertThat(rows).isEqualTo(1_000_000);
        assertThat(last).contains("seven");
        copy.cancelCopy();
    }

    @Test
    void endsWithTheErrorOfADroppedRelation() throws SQLException {
        var copy = copy(STREAM);
        line(copy);

        materialize.faults().dropObject("t");

        assertFails(copy, "XX000", "underlying relation \"materialize.public.t\" was dropped");
    }

    @Test
    void endsWithTheErrorOfADroppedCluster() throws SQLException {
        var copy = copy(STREAM);
        line(copy);

        materialize.faults().dropCluster("quickstart");

        assertFails(copy, "XX000", "underlying cluster \"quickstart\" was dropped");
    }

    @Test
    void endsWithEachErrorOnCommand() throws SQLException {
        var faults = materialize.faults();
        assertEnds(faults::fallBehind, "53200", "SUBSCRIBE fell behind");
        assertEnds(faults::exceedResultSize, "XX000", "total result exceeds max size of");
        assertEnds(faults::cancelStatements, "57014", "canceling statement due to user request");
        assertEnds(() -> relation.poison("XX000", "Evaluation error: division by zero"), "XX000", "division by zero");
        relation.heal();
    }

    /** The driver waits for ReadyForQuery after the error, and reports the end of the connection that comes instead. */
    @Test
    void endsWithALostConnectionWhenCredentialsExpire() throws SQLException {
        assertEnds(materialize.faults()::expireCredentials, "08006", "");
    }

    @Test
    void fallsBehindItsBudget() throws SQLException {
        materialize.faults().maxBufferedBytes(1000);
        var copy = copy(STREAM);
        line(copy);
        relation.advanceTo(1002);
        line(copy);

        for (var i = 0; i < 100; i++) {
            relation.changeAt(1003, insert(i, "some twenty bytes long"));
        }
        relation.advanceTo(1004);

        assertFails(copy, "53200", "SUBSCRIBE fell behind");
    }

    @Test
    void isCutInTheMiddleOfABatch() throws SQLException {
        var copy = copy(STREAM);
        line(copy);
        materialize.faults().cutAfterRows(2);
        relation.changeAt(1003, insert(1, "a"), insert(2, "b"), insert(3, "c"));
        relation.advanceTo(1004);

        assertThat(line(copy)).contains("\t1\t");
        assertThat(line(copy)).contains("\t2\t");
        assertFails(copy, "08006", "");
    }

    @Test
    void staysSilentWithoutReplicaAndWhenStalled() throws SQLException {
        materialize.faults().silence(true);
        try (var quiet = DriverManager.getConnection(materialize.jdbcUrl() + "?socketTimeout=1", "materialize", "")) {
            var copy = quiet.unwrap(PGConnection.class).getCopyAPI().copyOut(STREAM);
            relation.advanceTo(1100);
            assertThatThrownBy(copy::readFromCopy).rootCause().isInstanceOf(SocketTimeoutException.class);
        }

        materialize.faults().silence(false);
        materialize.faults().stall();
        assertThatThrownBy(
                        () -> DriverManager.getConnection(materialize.jdbcUrl() + "?loginTimeout=1", "materialize", ""))
                .isInstanceOf(SQLException.class);
        materialize.faults().release();
        login().close();
    }

    @Test
    void restartsOnTheSamePortWithItsHistory() throws SQLException {
        var copy = copy(STREAM);
        line(copy);
        relation.changeAt(1001, insert(1, "a"));
        var port = materialize.port();

        materialize.faults().stopServer();
        assertFails(copy, "08006", "");
        assertThatThrownBy(this::login).isInstanceOf(SQLException.class);
        materialize.faults().startServer();
        relation.advanceTo(1002);

        assertThat(materialize.port()).isEqualTo(port);
        connection = login();
        var again = copy(STREAM);
        line(again);
        assertThat(line(again)).isEqualTo("1001\tf\tupsert\t1\ta\n");
        again.cancelCopy();
    }

    @Test
    void refusesLoginsOnCommand() throws SQLException {
        materialize.faults().password(Optional.of("secret"));
        login().close();
        materialize.faults().password(Optional.of("other"));
        assertLoginFails("28P01", "invalid password");
        materialize.faults().password(Optional.empty());
        materialize.faults().maxConnections(1);
        assertLoginFails(
                "53000", "creating connection would violate max_connections limit (desired: 2, limit: 1, current: 1)");
        materialize.faults().maxConnections(100);
        materialize.faults().refuseConnections(true);
        assertLoginFails("08001", "");
    }

    private void assertLoginFails(String sqlState, String message) {
        assertThatThrownBy(this::login).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo(sqlState);
            assertThat(e.getMessage()).contains(message);
        });
    }

    private void assertEnds(Runnable fault, String sqlState, String message) throws SQLException {
        var copy = copy(STREAM);
        line(copy);
        fault.run();
        assertFails(copy, sqlState, message);
    }

    private static void assertFails(CopyOut copy, String sqlState, String message) {
        assertThatThrownBy(() -> {
                    while (copy.readFromCopy() != null) {
                        // what came before the error
                    }
                })
                .isInstanceOfSatisfying(PSQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo(sqlState);
                    assertThat(e.getMessage()).contains(message);
                });
    }

    private CopyOut copy(String sql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    }

    private static String line(CopyOut copy) throws SQLException {
        return new String(copy.readFromCopy(), StandardCharsets.UTF_8);
    }

    private byte[] all(String sql) throws SQLException {
        var copy = copy(sql);
        var bytes = new ByteArrayOutputStream();
        for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            bytes.writeBytes(row);
        }
        return bytes.toByteArray();
    }
}
