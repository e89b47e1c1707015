package auctions.ingestor.sim;

import static auctions.ingestor.sim.data.Diff.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;

/** What a database can turn into while nobody is connected: restored, replaced, elsewhere, or with its clock set back. */
class OtherWorldTest {
    private final AtomicLong clock = new AtomicLong(1000);
    private final SimulatedMaterialize materialize = SimulatedMaterialize.builder()
            .clock(clock::get)
            .progressInterval(Duration.ZERO)
            .start();
    private final SimulatedRelation relation = materialize
            .createRelation("t", new Column("k", ColumnType.BIGINT), new Column("v", ColumnType.TEXT, true))
            .automatic(false)
            .retain(Duration.ofHours(1));

    @AfterEach
    void close() {
        materialize.close();
    }

    @Test
    void isRestoredUnderTheSameIdsWhileItsClockGoesOn() throws SQLException {
        commitAt(2000, "kept");
        var backup = materialize.faults().backUp();
        commitAt(3000, "lost");
        var id = objectId();

        clock.set(4000);
        materialize.faults().restore(backup);

        assertThat(objectId()).isEqualTo(id);
        assertThat(stream("AS OF 1999", 3))
                .containsExactly("1999\tt\t\\N\t\\N\t\\N", "2000\tf\t1\t2000\tkept", "4000\tt\t\\N\t\\N\t\\N");
        commitAt(5000, "new");
        assertThat(relation.history())
                .extracting(change -> change.row().toString())
                .containsExactly("2000|kept", "5000|new");
    }

    @Test
    void movesToAnotherEnvironment() throws SQLException {
        var id = objectId();

        materialize.faults().moveToOtherEnvironment();

        try (var client = SqlClient.of(materialize)) {
            assertThat(client.query("SELECT mz_environment_id()"))
                    .containsExactly("docker-container-11111111-2222-3333-4444-000000000001-0");
        }
        assertThat(objectId()).isEqualTo(id);
    }

    @Test
    void holdsItsRowsWhenItsClockIsSetBack() throws SQLException {
        commitAt(9000, "late");

        materialize.faults().setClockBack(Duration.ofSeconds(5));

        assertThat(relation.upper()).isEqualTo(4000);
        clock.set(9500);
        materialize.relation("t").automatic(true);
        materialize.advanceTo(4500);
        assertThat(stream("", 3))
                .containsExactly("4499\tt\t\\N\t\\N\t\\N", "4499\tf\t1\t9000\tlate", "4500\tt\t\\N\t\\N\t\\N");
    }

    @Test
    void acceptsAnOldTimeOnANewViewAsFarAsItsInputReachesBack() throws SQLException {
        commitAt(2000, "a");
        commitAt(3000, "b");
        materialize.define("CREATE MATERIALIZED VIEW v AS SELECT * FROM t WHERE k > 2500");

        try (var client = SqlClient.of(materialize)) {
            var copy = client.copy("COPY (SUBSCRIBE v WITH (SNAPSHOT = false) AS OF 1500) TO STDOUT");
            assertThat(line(copy)).isEqualTo("3000\t1\t3000\tb");
        }
    }

    @Test
    void deniesReadingToEveryRole() throws SQLException {
        materialize.faults().denySelect("t", true);

        try (var client = SqlClient.of(materialize)) {
            assertThatThrownBy(() -> client.copy("COPY (SUBSCRIBE t) TO STDOUT"))
                    .isInstanceOfSatisfying(PSQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("42501");
                        assertThat(e.getServerErrorMessage().getDetail())
                                .isEqualTo("The 'materialize' role needs SELECT privileges on MATERIALIZED VIEW"
                                        + " \"materialize.public.t\"");
                    });
        }
    }

    private void commitAt(long time, String value) {
        clock.set(time);
        relation.commit(insert(time, value));
    }

    private List<String> objectId() throws SQLException {
        try (var client = SqlClient.of(materialize)) {
            return client.query("SELECT id FROM mz_objects WHERE name = 't'");
        }
    }

    private List<String> stream(String asOf, int rows) throws SQLException {
        try (var client = SqlClient.of(materialize)) {
            var snapshot = asOf.isEmpty();
            var copy = client.copy(
                    "COPY (SUBSCRIBE t WITH (PROGRESS, SNAPSHOT = " + snapshot + ") " + asOf + ") TO STDOUT");
            if (snapshot) {
                var opening = line(copy);
                materialize.advanceTo(4500);
                return Stream.concat(Stream.of(opening), lines(copy, rows - 1)).toList();
            }
            return lines(copy, rows).toList();
        }
    }

    private static Stream<String> lines(CopyOut copy, int count) {
        return Stream.generate(() -> line(copy)).limit(count);
    }

    private static String line(CopyOut copy) {
        try {
            return new String(copy.readFromCopy(), StandardCharsets.UTF_8).stripTrailing();
        } catch (SQLException e) {
            throw new IllegalStateException("no further row", e);
        }
    }
}
