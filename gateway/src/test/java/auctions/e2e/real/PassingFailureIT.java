package auctions.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What passes is waited for: unready and alive, and afterwards the topic equals the relation. */
@ExtendWith(SharedServers.class)
@Execution(ExecutionMode.CONCURRENT)
class PassingFailureIT {

    private final Servers servers;
    private final Sql sql;

    PassingFailureIT(Servers servers) {
        this.servers = servers;
        this.sql = servers.materialize().users();
    }

    @Test
    void waitsForReplicas() {
        sql.run(
                "CREATE CLUSTER lonely (SIZE '25cc', REPLICATION FACTOR 1)",
                "CREATE TABLE lonely (id bigint NOT NULL)");
        var environment = servers.environment("lonely", "lonely", "id");
        environment.put("MZ_CLUSTER", "lonely");
        try (var ingestor = ProbedIngestor.streaming(environment)) {
            sql.run("ALTER CLUSTER lonely SET (REPLICATION FACTOR 0)");
            ingestor.awaitUnready("has no replicas available");

            sql.run("ALTER CLUSTER lonely SET (REPLICATION FACTOR 1)", "INSERT INTO lonely VALUES (1)");

            awaitIds("lonely", 1);
            ingestor.awaitReady();
        }
        sql.run("DROP CLUSTER lonely CASCADE");
    }

    @Test
    void waitsForARelationThatWasDropped() {
        sql.run("CREATE TABLE gone (id bigint NOT NULL)", "INSERT INTO gone VALUES (1), (2)");
        try (var ingestor = ProbedIngestor.streaming(servers.environment("gone", "gone", "id"))) {
            awaitIds("gone", 1, 2);
            sql.run("DROP TABLE gone");
            ingestor.awaitUnready("unknown catalog item 'gone'");

            sql.run("CREATE TABLE gone (id bigint NOT NULL)", "INSERT INTO gone VALUES (2), (3)");

            awaitIds("gone", 2, 3);
            ingestor.awaitReady();
        }
    }

    @Test
    void waitsUntilTheDataNoLongerFailTheView() {
        sql.run(
                "CREATE TABLE divisors (id bigint NOT NULL)",
                "CREATE VIEW quotients AS SELECT id, 12 / id AS quotient FROM divisors",
                "INSERT INTO divisors VALUES (3)");
        try (var ingestor = ProbedIngestor.streaming(servers.environment("quotients", "quotients", "id"))) {
            awaitIds("quotients", 3);
            sql.run("INSERT INTO divisors VALUES (0), (4)");
            ingestor.awaitUnready("division by zero");

            sql.run("DELETE FROM divisors WHERE id = 0");

            awaitIds("quotients", 3, 4);
            ingestor.awaitReady();
        }
    }

    private void awaitIds(String topic, long... ids) {
        var expected = new TreeSet<String>();
        for (long id : ids) {
            expected.add("{\"id\":" + id + "}");
        }
        await().atMost(Patience.LONG)
                .untilAsserted(() -> assertThat(live(topic)).isEqualTo(expected));
    }

    private Set<String> live(String topic) {
        return new TreeSet<>(servers.topics().live(topic).keySet());
    }
}
