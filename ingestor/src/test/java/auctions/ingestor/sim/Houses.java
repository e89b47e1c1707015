package auctions.ingestor.sim;

import auctions.ingestor.sim.sql.SqlParser;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Opens the server's auction house: when a client creates a source, when the server is to start with one, and again as it
 * was when a file has kept it. There is one house at a time.
 */
final class Houses {
    /**
     * What is the same for every house of a server.
     *
     * @param tick scales all times of an auction, whatever tick a source asks for
     * @param correctEvery see {@link SimulatedMaterialize.Builder#correctEvery}
     * @param retractEvery see {@link SimulatedMaterialize.Builder#retractEvery}
     * @param forgetful whether its relations give up their oracle
     * @param kept the file that outlives the server
     */
    record Settings(
            Optional<Duration> tick, int correctEvery, int retractEvery, boolean forgetful, Optional<KeptHouse> kept) {}

    private final Settings settings;
    private final LongSupplier clock;

    // Set while a house is opened again that was opened before; owned by the starting thread.
    private OptionalLong past = OptionalLong.empty();

    // Written by whoever holds the lock of the definitions; read by any thread.
    private volatile Optional<AuctionHouse> house = Optional.empty();

    Houses(Settings settings, LongSupplier wallClock) {
        this.settings = settings;
        this.clock = () -> past.orElseGet(wallClock);
    }

    /** The house that is open now. */
    Optional<AuctionHouse> house() {
        return house;
    }

    /** Opens a house whose generator has this tick. */
    AuctionRelations open(Duration tick) {
        var relations = new AuctionRelations(clock);
        if (settings.forgetful()) {
            relations.tables().values().forEach(Relation::forgetful);
            relations.views().values().forEach(Relation::forgetful);
        }
        var pace = settings.tick().map(Pace::scaled).orElseGet(() -> Pace.ofGenerator(tick));
        house = Optional.of(new AuctionHouse(relations, pace, settings.correctEvery(), settings.retractEvery(), clock));
        settings.kept().ifPresent(file -> file.opened(new KeptHouse.Opening(clock.getAsLong(), tick)));
        return relations;
    }

    /** Ends the house. */
    void close() {
        house = Optional.empty();
        settings.kept().ifPresent(KeptHouse::closed);
    }

    /** Creates what {@code sql/setup.sql} does, with a source of this tick. */
    void setUp(Definitions definitions, Duration tick) {
        var statements = SqlParser.parse("""
                CREATE CLUSTER auction_house (SIZE = '25cc');
                CREATE SOURCE auction_house_source IN CLUSTER auction_house
                    FROM LOAD GENERATOR AUCTION (TICK INTERVAL '%d milliseconds') FOR ALL TABLES;
                CREATE VIEW on_time_bids AS SELECT * FROM bids JOIN auctions;
                CREATE VIEW highest_bid_per_auction AS SELECT * FROM on_time_bids;
                CREATE MATERIALIZED VIEW winning_bids IN CLUSTER auction_house WITH (RETAIN HISTORY FOR '1hr') AS
                    SELECT * FROM highest_bid_per_auction;
                """.formatted(tick.toMillis()));
        statements.forEach(statement -> definitions.run(statement, Catalog.DEFAULT_CLUSTER, _ -> {}));
    }

    /** Sets up the house that the file has kept, as of the time when it was first opened; false if there is none. */
    boolean reopen(Definitions definitions) {
        var kept = settings.kept().flatMap(KeptHouse::opening);
        kept.ifPresent(opening -> {
            past = OptionalLong.of(opening.millis());
            setUp(definitions, opening.tick());
            past = OptionalLong.empty();
        });
        return kept.isPresent();
    }
}
