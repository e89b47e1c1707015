package auctions.ingestor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.sim.data.Change;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptHouseTest {
    private static final long START = 1_700_000_000_000L;

    private final AtomicLong clock = new AtomicLong(START);
    private SimulatedMaterializeBuilder server;

    @BeforeEach
    void keep(@TempDir Path folder) {
        server = SimulatedMaterialize.builder()
                .clock(clock::get)
                .progressInterval(Duration.ZERO)
                .retractEvery(3)
                .keptIn(folder.resolve("house"));
    }

    @Test
    void livesThroughTheSameAfterARestart() throws SQLException {
        List<String> before;
        try (var first = server.start()) {
            create(first);
            clock.addAndGet(60_000);
            first.advanceTo(clock.get());
            before = winners(first);
        }
        clock.addAndGet(60_000);

        try (var second = server.start()) {
            assertThat(winners(second))
                    .startsWith(before.toArray(String[]::new))
                    .hasSizeGreaterThan(before.size())
                    .anyMatch(change -> change.contains("diff=-1"));
            assertThat(second.relation("winning_bids").since()).isEqualTo(START - 1);
            assertThat(second.relation("winning_bids").upper()).isEqualTo(clock.get());
        }
    }

    @Test
    void forgetsAHouseThatWasDropped() throws SQLException {
        try (var first = server.start()) {
            create(first);
            execute(first, "DROP SOURCE auction_house_source CASCADE");
        }

        try (var second = server.start()) {
            assertThat(second.objects()).isEmpty();
        }
    }

    private static void create(SimulatedMaterialize materialize) throws SQLException {
        execute(
                materialize,
                "CREATE CLUSTER auction_house (SIZE = '25cc')",
                "CREATE SOURCE auction_house_source IN CLUSTER auction_house FROM LOAD GENERATOR AUCTION"
                        + " (TICK INTERVAL '500ms') FOR ALL TABLES",
                "CREATE VIEW on_time_bids AS SELECT * FROM bids JOIN auctions",
                "CREATE VIEW highest_bid_per_auction AS SELECT * FROM on_time_bids",
                "CREATE MATERIALIZED VIEW winning_bids IN CLUSTER auction_house WITH (RETAIN HISTORY FOR '1hr')"
                        + " AS SELECT * FROM highest_bid_per_auction");
    }

    private static void execute(SimulatedMaterialize materialize, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(materialize.jdbcUrl(), "materialize", "");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> winners(SimulatedMaterialize materialize) {
        return materialize.relation("winning_bids").history().stream()
                .map(Change::toString)
                .toList();
    }
}
