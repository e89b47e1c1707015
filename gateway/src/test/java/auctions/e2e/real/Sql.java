package auctions.e2e.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Statements of one login at a server, each with a session of its own. A session speaks the simple protocol, so that an answer is the text
 * that the server sends.
 *
 * @param host of the server
 * @param port of the login
 * @param user the role
 * @param password empty where none is asked for
 */
record Sql(String host, int port, String user, String password) {

    private static final int ANSWER_SECONDS_MAX = Math.toIntExact(Patience.OF_SERVER.toSeconds());

    /** Runs statements one after the other. */
    void run(String... statements) {
        try (var session = connect();
                var statement = session.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not run " + String.join("; ", statements), e);
        }
    }

    /** The first column of a query's rows. */
    List<String> column(String query) {
        try (var session = connect();
                var statement = session.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("could not run " + query, e);
        }
    }

    /** Copies rows in COPY's text form into a table. */
    void copy(String table, String rows) {
        try (var session = connect()) {
            var copies = session.unwrap(PGConnection.class).getCopyAPI();
            copies.copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(rows.getBytes(UTF_8)));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("could not copy rows into " + table, e);
        }
    }

    private Connection connect() throws SQLException {
        var session = new Properties();
        PGProperty.USER.set(session, user);
        PGProperty.PASSWORD.set(session, password);
        PGProperty.PG_DBNAME.set(session, "materialize");
        PGProperty.SSL_MODE.set(session, "disable");
        PGProperty.PREFER_QUERY_MODE.set(session, "simple");
        PGProperty.SOCKET_TIMEOUT.set(session, ANSWER_SECONDS_MAX);
        PGProperty.LOGIN_TIMEOUT.set(session, ANSWER_SECONDS_MAX);
        // Materialize asks for 600,000 iterations, more than the driver's limit.
        PGProperty.SCRAM_MAX_ITERATIONS.set(session, 1_000_000);
        return new Driver().connect("jdbc:postgresql://%s:%d/".formatted(host, port), session);
    }
}
