package auctions.ingestor.sim;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.catalog.Definitions;
import auctions.ingestor.sim.sql.SqlParser;
import java.time.Duration;

/** Creates what {@code sql/setup.sql} creates, for a server that starts with an auction house. */
final class SeedSetup {
    private static final String STATEMENTS = """
            CREATE CLUSTER auction_house (SIZE = '25cc');
            CREATE SOURCE auction_house_source IN CLUSTER auction_house
                FROM LOAD GENERATOR AUCTION (TICK INTERVAL '%d milliseconds') FOR ALL TABLES;
            CREATE VIEW on_time_bids AS SELECT * FROM bids JOIN auctions;
            CREATE VIEW highest_bid_per_auction AS SELECT * FROM on_time_bids;
            CREATE MATERIALIZED VIEW winning_bids IN CLUSTER auction_house WITH (RETAIN HISTORY FOR '1hr') AS
                SELECT * FROM highest_bid_per_auction;
            CREATE MATERIALIZED VIEW bids_per_item IN CLUSTER auction_house WITH (RETAIN HISTORY FOR '1hr') AS
                SELECT * FROM on_time_bids;
            """;

    private SeedSetup() {}

    /** Runs the statements; the source gets this tick. */
    static void run(Definitions definitions, Duration tick) {
        SqlParser.parse(STATEMENTS.formatted(tick.toMillis()))
                .forEach(statement -> definitions.run(statement, Catalog.DEFAULT_CLUSTER, _ -> {}));
    }
}
