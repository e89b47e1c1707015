package auctions.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A server that crashes, one that is restored from a backup, and another one at the same address. */
class CrashIT {

    @TempDir
    private static Path data;

    @TempDir
    private static Path backup;

    private static EmbeddedKafkaKraftBroker broker;
    private static int port;
    private static StartScript server;

    @BeforeAll
    static void startServer() {
        SharedServers.skipWithoutStartScript("to kill and to restore the database");
        broker = Brokers.started();
        port = StartScript.freePorts();
        start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
            broker.destroy();
        }
    }

    private static void start() {
        server = StartScript.run(port, data);
        MaterializeServer.of(server).system().run("ALTER SYSTEM SET enable_logical_compaction_window = true");
    }

    @Test
    void goesOnAfterAServerThatWasKilled() throws Exception {
        sql().run(
                        "CREATE TABLE killed (id bigint NOT NULL) WITH (RETAIN HISTORY FOR '1h')",
                        "INSERT INTO killed VALUES (1)");
        try (var ingestor = ProbedIngestor.streaming(environment("killed"))) {
            awaitIds("killed", 1);

            var environmentd = Long.parseLong(
                    Files.readString(data.resolve("environmentd.pid")).strip());
            assertThat(ProcessHandle.of(environmentd).orElseThrow().destroyForcibly())
                    .isTrue();
            ingestor.awaitUnready("");
            await().atMost(Patience.LONG)
                    .ignoreExceptions()
                    .until(() -> !sql().column("SELECT 1").isEmpty());
            sql().run("INSERT INTO killed VALUES (2)");

            awaitIds("killed", 1, 2);
            ingestor.awaitReady();
        }
        assertThat(topics().committed("killed")).hasSize(2);
    }

    /** Same ids, a clock that is not behind: only the content shows what the database has lost. */
    @Test
    void takesBackWhatARestoredDatabaseNeverHad() throws Exception {
        sql().run(
                        "CREATE TABLE restored (id bigint NOT NULL) WITH (RETAIN HISTORY FOR '1h')",
                        "INSERT INTO restored VALUES (1)");
        server.close();
        copy(data, backup);
        start();
        try (var _ = ProbedIngestor.streaming(environment("restored"))) {
            sql().run("INSERT INTO restored VALUES (2)", "INSERT INTO restored VALUES (3)");
            awaitIds("restored", 1, 2, 3);

            server.close();
            empty(data);
            copy(backup, data);
            start();

            awaitIds("restored", 1);
        }
    }

    /** A table of the same name and id. */
    @Test
    void publishesTheDifferenceOfAnotherEnvironment() throws Exception {
        sql().run("CREATE TABLE moved (id bigint NOT NULL)", "INSERT INTO moved VALUES (1), (2)");
        var id = idOf("moved");
        try (var _ = ProbedIngestor.streaming(environment("moved"))) {
            awaitIds("moved", 1, 2);
        }
        server.close();
        empty(data);
        start();
        do {
            sql().run("DROP TABLE IF EXISTS moved", "CREATE TABLE moved (id bigint NOT NULL)");
            assertThat(idOf("moved")).isLessThanOrEqualTo(id);
        } while (idOf("moved") < id);
        sql().run("INSERT INTO moved VALUES (2), (3)");

        try (var _ = ProbedIngestor.streaming(environment("moved"))) {
            awaitIds("moved", 2, 3);
        }
    }

    private static long idOf(String table) {
        var ids = sql().column("SELECT substr(id, 2) FROM mz_objects WHERE name = '" + table + "'");
        return Long.parseLong(ids.getFirst());
    }

    private static Sql sql() {
        return MaterializeServer.of(server).users();
    }

    private static Topics topics() {
        return new Topics(broker.getBrokersAsString());
    }

    private static Map<String, Object> environment(String table) {
        var environment = Services.environment("127.0.0.1", port, broker.getBrokersAsString(), table);
        environment.putAll(Map.of("MZ_CLUSTER", "quickstart", "MZ_SUBSCRIBE", table, "MZ_KEY", "id"));
        return environment;
    }

    private static void awaitIds(String topic, long... ids) {
        var expected = Arrays.stream(ids).mapToObj(id -> "{\"id\":" + id + "}").toList();
        await().atMost(Patience.LONG)
                .untilAsserted(
                        () -> assertThat(topics().live(topic).keySet()).containsExactlyInAnyOrderElementsOf(expected));
    }

    /** With owners and modes, which PostgreSQL insists on. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        run("cp", "-a", from + "/.", to.toString());
    }

    private static void empty(Path folder) throws IOException, InterruptedException {
        run("find", folder.toString(), "-mindepth", "1", "-delete");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
