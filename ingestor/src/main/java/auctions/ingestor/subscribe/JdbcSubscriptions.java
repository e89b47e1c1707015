package auctions.ingestor.subscribe;

import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.UnfitRelationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadFactory;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens sessions at Materialize through pgjdbc, one for each subscription. */
final class JdbcSubscriptions implements Subscriptions {

    /** Materialize asks for 600,000 iterations, the driver allows 100,000 by default. */
    private static final int SCRAM_ITERATIONS_MAX = 2_000_000;

    /** A login computes as many iterations on both sides, which takes long on a busy machine; silence ends it earlier. */
    private static final Duration LOGIN_MAX = Duration.ofMinutes(1);

    private final SubscribeProperties properties;

    private final SubscribeStatement statement;

    private final ThreadFactory threads;

    private final Driver driver = new Driver();

    JdbcSubscriptions(SubscribeProperties properties, ThreadFactory threads) {
        this.properties = properties;
        this.threads = threads;
        this.statement = new SubscribeStatement(properties.relationSql(), properties.keyColumns());
    }

    @Override
    public SubscribeSession connect(Duration patience) {
        var limits = new JdbcSubscribeCursor.Limits(
                properties.silenceLimit(),
                patience.compareTo(properties.patienceMax()) < 0 ? patience : properties.patienceMax());
        var connection = open();
        try {
            var columns = ColumnDiscovery.columns(connection, statement);
            var relation = new Relation(source(), columns, properties.keyColumns());
            var described = new JdbcSession.Described(relation, CatalogQuestions.ask(connection, properties));
            return new JdbcSession(connection, statement, described, limits, threads);
        } catch (SQLException e) {
            closeAfter(e, connection);
            throw SubscribeFailures.of(e, "ask what %s is".formatted(properties.subscribe()));
        } catch (UnfitRelationException e) {
            closeAfter(e, connection);
            throw new SubscribeException(FailureClass.CONFIGURATION, String.valueOf(e.getMessage()), e, null);
        } catch (RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private Connection open() {
        var attempt = "connect to materialize at %s:%d as user '%s'"
                .formatted(properties.host(), properties.port(), properties.user());
        try {
            var url = "jdbc:postgresql://%s:%d/".formatted(bracketed(properties.host()), properties.port());
            var connection = driver.connect(url, session());
            if (connection == null) {
                throw new SubscribeException(
                        FailureClass.CONFIGURATION,
                        "could not %s: '%s' is not a host name".formatted(attempt, properties.host()));
            }
            return connection;
        } catch (SQLException e) {
            throw SubscribeFailures.of(e, attempt);
        } catch (IOException e) {
            throw new SubscribeException(
                    FailureClass.CONFIGURATION,
                    "could not %s: no password can be read from the file '%s'"
                            .formatted(attempt, properties.passwordFile()),
                    e,
                    null);
        }
    }

    /**
     * Session settings. Statements are sent as simple queries, whose answers are text; only what is described without
     * being run is parsed by the server first. The idle limit is off because a cursor may wait for Kafka; keepalive
     * outlives gateways that forget idle connections.
     */
    private Properties session() throws IOException {
        var session = new Properties();
        PGProperty.USER.set(session, properties.user());
        PGProperty.PASSWORD.set(session, properties.currentPassword());
        PGProperty.SCRAM_MAX_ITERATIONS.set(session, SCRAM_ITERATIONS_MAX);
        PGProperty.PG_DBNAME.set(session, properties.database());
        PGProperty.SSL_MODE.set(session, properties.sslMode());
        if (properties.sslMode().startsWith("verify-")) {
            // The JDK's trust store knows the public authorities; the driver's default wants a file of its own.
            PGProperty.SSL_FACTORY.set(session, "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        PGProperty.OPTIONS.set(
                session,
                "-c cluster=%s -c search_path=%s -c idle_in_transaction_session_timeout=0"
                        .formatted(escaped(properties.cluster()), escaped(Identifiers.quote(properties.schema()))));
        PGProperty.APPLICATION_NAME.set(session, "auctions-ingestor");
        PGProperty.PREFER_QUERY_MODE.set(session, "extendedForPrepared");
        PGProperty.PREPARE_THRESHOLD.set(session, 0);
        PGProperty.DEFAULT_ROW_FETCH_SIZE.set(session, 0);
        PGProperty.TCP_KEEP_ALIVE.set(session, true);
        PGProperty.CONNECT_TIMEOUT.set(session, seconds(properties.connectTimeout()));
        PGProperty.LOGIN_TIMEOUT.set(session, seconds(LOGIN_MAX));
        PGProperty.SOCKET_TIMEOUT.set(session, seconds(properties.silenceLimit()));
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(session, 1);
        return session;
    }

    private String source() {
        return "%s.%s %s".formatted(properties.database(), properties.schema(), properties.subscribe());
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }

    /** In startup options a space or backslash within a value is led by a backslash. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(" ", "\\ ");
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host;
    }

    private static void closeAfter(Exception cause, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
