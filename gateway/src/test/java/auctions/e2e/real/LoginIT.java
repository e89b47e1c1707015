package auctions.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may log in, and what an ingestor needs to be allowed: no more than OPERATING.md says, and not less. */
class LoginIT {

    private static final String PASSWORD = "first";

    private static PasswordServer server;

    @BeforeAll
    static void startServer() {
        SharedServers.skipWithoutStartScript("the login by SCRAM");
        server = new PasswordServer();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamsWithTheRightsThatOperatingNames(boolean scram) throws IOException {
        var user = scram ? "by_scram" : "in_clear";
        server.system().run(leastRights(user).toArray(String[]::new));

        try (var ingestor = ProbedIngestor.streaming(server.environment(user, port(scram), user, PASSWORD))) {
            ingestor.awaitReady();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAtAWrongPassword(boolean scram) throws Exception {
        try (var ingestor = ProbedIngestor.start(server.environment("wrong", port(scram), "mz_system", "wrong"))) {
            assertThat(ingestor.awaitEnd()).contains("invalid password").contains("28P01");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GRANT SELECT", "GRANT USAGE"})
    void endsWithTheMissingRightByName(String missing) throws Exception {
        var user = "without_" + missing.substring(6).toLowerCase(Locale.ROOT);
        server.system()
                .run(leastRights(user).filter(line -> !line.startsWith(missing)).toArray(String[]::new));

        try (var ingestor = ProbedIngestor.start(server.environment(user, server.scramPort(), user, PASSWORD))) {
            assertThat(ingestor.awaitEnd())
                    .contains("permission denied for " + (missing.endsWith("SELECT") ? "MATERIALIZED VIEW" : "CLUSTER"))
                    .contains("'" + user + "' role needs " + missing.substring(6));
        }
    }

    @Test
    void waitsForAPasswordAndForARightThatWereTakenAwayWhileItStreamed() throws IOException {
        server.system().run(leastRights("rotated").toArray(String[]::new));
        try (var ingestor =
                ProbedIngestor.streaming(server.environment("rotated", server.scramPort(), "rotated", PASSWORD))) {
            server.system().run("ALTER ROLE rotated WITH PASSWORD 'second'");
            cancelSubscriptionOf("rotated", "second");
            ingestor.awaitUnready("invalid password");

            server.system()
                    .run(
                            "REVOKE SELECT ON winning_bids FROM rotated",
                            "ALTER ROLE rotated WITH PASSWORD '" + PASSWORD + "'");
            ingestor.awaitUnready("permission denied for MATERIALIZED VIEW");

            server.system().run("GRANT SELECT ON winning_bids TO rotated");
            ingestor.awaitReady();
        }
    }

    private static void cancelSubscriptionOf(String user, String password) {
        var sessions = server.system()
                .column("SELECT session.connection_id FROM mz_internal.mz_sessions session"
                        + " JOIN mz_internal.mz_subscriptions subscription ON subscription.session_id = session.id"
                        + " JOIN mz_roles role ON role.id = session.role_id WHERE role.name = '" + user + "'");
        assertThat(sessions).hasSize(1);
        // Only its own role may, a superuser as little as others.
        new Sql("127.0.0.1", server.scramPort(), user, password)
                .run("SELECT pg_cancel_backend(" + sessions.getFirst() + ")");
    }

    private static int port(boolean scram) {
        return scram ? server.scramPort() : server.clearPort();
    }

    /** The lines of OPERATING.md, for a role of another name. */
    private static Stream<String> leastRights(String user) throws IOException {
        return Files.readAllLines(Path.of("../.compose/OPERATING.md")).stream()
                .dropWhile(line -> !line.startsWith("CREATE ROLE ingestor"))
                .takeWhile(line -> !line.startsWith("```"))
                .map(line -> line.replace(" ingestor", " " + user).replace("'…'", "'" + PASSWORD + "'"));
    }
}
