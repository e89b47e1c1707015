package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * The seed's own view definitions, run by a real PostgreSQL over the simulated auctions and bids, name the same winners at
 * each moment. {@code mz_now()} is a function that gives the moment looked at.
 */
class WinningBidsOnPostgresTest {
    private static final long START = 1_700_000_000_000L;
    private static final List<String> VIEWS = List.of("on_time_bids", "highest_bid_per_auction", "winning_bids");
    private static final String TABLES = """
            CREATE TABLE auctions (id bigint, seller bigint, item text, end_time timestamptz);
            CREATE TABLE bids (id bigint, buyer bigint, auction_id bigint, amount integer, bid_time timestamptz);
            CREATE TABLE moment (mz_timestamp bigint);
            CREATE FUNCTION mz_now() RETURNS timestamptz STABLE LANGUAGE sql AS
                $$ SELECT 'epoch'::timestamptz + mz_timestamp * interval '1 millisecond' FROM moment $$;
            """;

    private final AtomicLong clock = new AtomicLong(START);

    @Test
    void namesTheSameWinnersAtEachMoment() throws IOException, SQLException {
        assumeTrue(canRunPostgres(), "PostgreSQL refuses to run as root, and this machine has no user namespaces");
        var materialize = SimulatedMaterialize.builder()
                .clock(clock::get)
                .progressInterval(Duration.ZERO)
                .auctionHouse(Duration.ofMillis(100))
                .correctEvery(5)
                .retractEvery(17)
                .start();
        try (materialize;
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "UTC")
                        .start();
                var connection = postgres.getPostgresDatabase().getConnection()) {
            execute(connection, TABLES + seedViews());
            var ties = new HashSet<Long>();
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);

            for (var step = 1; step <= 60; step++) {
                pass(materialize, random, step);
                var time = clock.get() - 1;
                load(connection, materialize, time);

                var tied = tied(connection);
                ties.addAll(tied);

                assertThat(comparable(winnersOf(connection), tied))
                        .as("winners at %d", time)
                        .isEqualTo(comparable(winnersOf(materialize, time), tied));
            }
            assertThat(ties).as("ties among the auctions").isNotEmpty();
            assertThat(materialize.house().winningBids().history())
                    .as("corrections")
                    .filteredOn(change -> change.diff() < 0)
                    .hasSizeGreaterThan(20);
        }
    }

    /** The views of {@code sql/setup.sql} in PostgreSQL's words: no IF NOT EXISTS, no cluster, a name for a query in FROM. */
    private static String seedViews() throws IOException {
        var setup = Files.readString(Path.of("../sql/setup.sql"));
        return VIEWS.stream()
                .map(view -> "CREATE VIEW %s AS %s;%n".formatted(view, query(view, setup)))
                .collect(Collectors.joining());
    }

    private static String query(String view, String setup) {
        var definition =
                Pattern.compile("VIEW IF NOT EXISTS " + view + "(?:\\s+IN CLUSTER auction_house)? AS\\s+([^;]+);");
        return definition
                .matcher(setup)
                .results()
                .map(found -> found.group(1).replaceFirst("\n    \\)$", "$0 top"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean canRunPostgres() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return true;
        }
        try {
            return new ProcessBuilder("unshare", "-U", "id", "-u").start().waitFor() == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets some time pass; now and then the source stops in the middle of an auction, so that bids come too late. */
    private void pass(SimulatedMaterialize materialize, RandomGenerator random, int step) {
        var house = materialize.house();
        if (step % 7 == 0) {
            house.pause();
        }
        clock.addAndGet(random.nextLong(50, 3000));
        materialize.advanceTo(clock.get());
        if (step % 7 == 0) {
            house.resume();
        }
    }

    private static void load(Connection connection, SimulatedMaterialize materialize, long time)
            throws SQLException, IOException {
        execute(connection, "TRUNCATE auctions, bids, moment; INSERT INTO moment VALUES (" + time + ")");
        for (var table : List.of("auctions", "bids")) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
            for (var row : materialize.relation(table).contentsAt(time).keySet()) {
                var line = new ByteArrayOutputStream();
                line.write(row.text());
                line.write('\n');
                copy.writeToCopy(line.toByteArray(), 0, line.size());
            }
            copy.endCopy();
        }
    }

    private static Map<Long, List<String>> winnersOf(Connection connection) throws SQLException {
        var winners = new HashMap<Long, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM winning_bids")) {
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (var column = 1; column <= 8; column++) {
                    cells.add(rows.getString(column));
                }
                winners.put(rows.getLong(1), cells);
            }
        }
        return winners;
    }

    private static Map<Long, List<String>> winnersOf(SimulatedMaterialize materialize, long time) {
        var winners = new HashMap<Long, List<String>>();
        materialize.house().winningBids().contentsAt(time).forEach((row, copies) -> {
            assertThat(copies).as("copies of %s", row).isEqualTo(1);
            var cells = new ArrayList<String>();
            row.cells().forEach(cell -> cells.add(String.valueOf(cell)));
            winners.put(Long.valueOf(cells.getFirst()), cells);
        });
        return winners;
    }

    /** The auctions with several highest bids: SQL leaves open which of them wins. */
    private static Set<Long> tied(Connection connection) throws SQLException {
        var tied = new HashSet<Long>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT auction_id FROM on_time_bids AS bid WHERE amount ="
                        + " (SELECT max(amount) FROM on_time_bids WHERE auction_id = bid.auction_id)"
                        + " GROUP BY auction_id HAVING count(*) > 1")) {
            while (rows.next()) {
                tied.add(rows.getLong(1));
            }
        }
        return tied;
    }

    /** What two of several highest bids share is all that is compared of them. */
    private static Map<Long, List<String>> comparable(Map<Long, List<String>> winners, Set<Long> tied) {
        winners.replaceAll((auction, cells) -> tied.contains(auction)
                ? List.of(cells.get(0), cells.get(3), cells.get(4), cells.get(5), cells.get(7))
                : cells);
        return winners;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
