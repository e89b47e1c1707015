package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;

/** A connection to a simulated Materialize, for tests. */
record SqlClient(Connection connection) implements AutoCloseable {
    /** Logs in as {@code materialize}. */
    static SqlClient of(SimulatedMaterialize materialize) {
        try {
            return new SqlClient(DriverManager.getConnection(materialize.jdbcUrl(), "materialize", ""));
        } catch (SQLException e) {
            throw new IllegalStateException("could not log in at the simulated Materialize", e);
        }
    }

    /** Runs statements that give no rows. */
    void execute(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** How many rows a statement changes. */
    int update(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The rows of a query, their columns separated by bars. */
    List<String> query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    cells.add(result.getString(column));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        }
    }

    /** Starts a COPY. */
    CopyOut copy(String sql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    }

    /** Expects a statement to fail with this SQLSTATE and message. */
    void assertFails(String sql, String sqlState, String message) {
        assertThatThrownBy(() -> execute(sql)).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo(sqlState);
            assertThat(e.getServerErrorMessage().getMessage()).isEqualTo(message);
        });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
