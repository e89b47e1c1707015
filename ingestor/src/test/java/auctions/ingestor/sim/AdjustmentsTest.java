package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's table {@code adjustments}, as a person at psql uses it. */
class AdjustmentsTest {
    private static final long START = 1_700_000_000_000L;

    private final AtomicLong clock = new AtomicLong(START);
    private final SimulatedMaterialize materialize = SimulatedMaterialize.builder()
            .clock(clock::get)
            .progressInterval(Duration.ZERO)
            .adjustments()
            .retractEvery(3)
            .auctionHouse(Duration.ofSeconds(1))
            .start();
    private SqlClient client;

    @BeforeEach
    void endTwoAuctions() throws SQLException {
        passTo(22_000);
        client = SqlClient.of(materialize);
    }

    @AfterEach
    void close() throws SQLException {
        client.close();
        materialize.close();
    }

    @Test
    void correctsAWinnerAtOneTimestamp() throws SQLException {
        var inserted = client.update("INSERT INTO adjustments (auction_id, amount) VALUES (1, 500)");

        assertThat(inserted).isEqualTo(1);
        assertThat(winners()).containsExactly("1|500", "2|44");
        assertThat(lastChanges(2)).containsExactly("22000 -1 1|97", "22000 1 1|500");
    }

    @Test
    void withdrawsAWinnerAndBringsItBack() throws SQLException {
        client.execute("INSERT INTO adjustments VALUES (1, NULL, true)");
        assertThat(winners()).containsExactly("2|44");

        assertThat(client.update("UPDATE adjustments SET cancelled = false, amount = 7 WHERE auction_id = 1"))
                .isEqualTo(1);
        assertThat(winners()).containsExactly("1|7", "2|44");

        assertThat(client.update("DELETE FROM adjustments WHERE auction_id = 1"))
                .isEqualTo(1);
        assertThat(winners()).containsExactly("1|97", "2|44");
    }

    @Test
    void keepsOneRowPerAuctionWhateverIsInserted() throws SQLException {
        client.execute("INSERT INTO adjustments (auction_id, amount) VALUES (1, 5), (1, 9), (1, 5), (77, 1)");

        assertThat(winners()).containsExactly("1|9", "2|44");
        assertThat(client.query("SELECT count(*) FROM adjustments")).containsExactly("4");
    }

    @Test
    void writesTogetherAtTheEndOfATransaction() throws SQLException {
        client.execute(
                "BEGIN",
                "INSERT INTO adjustments VALUES (1, 8, false)",
                "INSERT INTO adjustments VALUES (2, 9, false)");
        client.assertFails("SELECT * FROM adjustments", "25000", "transaction in write-only mode");
        client.execute("ROLLBACK");
        assertThat(winners()).containsExactly("1|97", "2|44");

        client.execute("BEGIN", "INSERT INTO adjustments VALUES (1, 8, false)", "COMMIT", "BEGIN");
        client.assertFails(
                "DELETE FROM adjustments", "25001", "DELETE FROM adjustments cannot be run inside a transaction block");
        client.execute("ROLLBACK");
        assertThat(winners()).containsExactly("1|8", "2|44");
    }

    @Test
    void goesOnWithTheLoadGeneratorAfterwards() throws SQLException {
        client.execute("INSERT INTO adjustments VALUES (3, 1, false)");
        passTo(60_000);

        assertThat(winners()).startsWith("1|97", "2|44").hasSizeGreaterThan(4);
        assertThat(client.query("SELECT auction_id, cancelled FROM adjustments ORDER BY auction_id"))
                .startsWith("3|f", "3|t");
        assertThat(winners()).noneMatch(winner -> winner.startsWith("3|"));
    }

    @Test
    void refusesWhatTheServerRefuses() {
        client.assertFails(
                "INSERT INTO adjustments (amount) VALUES (4)",
                "23502",
                "null value in column \"auction_id\" violates not-null constraint");
        client.assertFails(
                "INSERT INTO adjustments VALUES ('x', 4, false)",
                "XX000",
                "invalid input syntax for type bigint: invalid digit found in string: \"x\"");
        client.assertFails(
                "INSERT INTO adjustments VALUES (5, 99999999999, false)",
                "XX000",
                "\"99999999999\" integer out of range");
        client.assertFails(
                "INSERT INTO adjustments VALUES (1, 4, false, 3)",
                "XX000",
                "INSERT has more expressions than target columns");
        client.assertFails(
                "INSERT INTO adjustments (nocol) VALUES (1)",
                "XX000",
                "column \"nocol\" of relation \"materialize.public.adjustments\" does not exist");
        client.assertFails("UPDATE adjustments SET nocol = 1", "XX000", "unknown column nocol");
        client.assertFails(
                "INSERT INTO winning_bids VALUES (1)",
                "XX000",
                "cannot insert into materialized view 'materialize.public.winning_bids'");
        client.assertFails("DELETE FROM bids", "XX000", "cannot mutate source 'materialize.public.bids'");
        client.assertFails("DELETE FROM nosuch", "XX000", "unknown catalog item 'nosuch'");
        client.assertFails(
                "TRUNCATE adjustments",
                "42601",
                "Expected a keyword at the beginning of a statement, found identifier \"truncate\"");
    }

    private void passTo(long millis) {
        clock.set(START + millis);
        materialize.advanceTo(START + millis);
    }

    private List<String> winners() throws SQLException {
        return client.query("SELECT auction_id, amount FROM winning_bids ORDER BY auction_id");
    }

    private List<String> lastChanges(int count) {
        var history = materialize.house().winningBids().history();
        return history.subList(history.size() - count, history.size()).stream()
                .map(change -> (change.time() - START) + " " + change.diff() + " "
                        + change.row().cell(0) + "|" + change.row().cell(5))
                .toList();
    }
}
