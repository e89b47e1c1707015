package auctions.ingestor.sim;

import auctions.ingestor.sim.auction.AuctionHouse;
import auctions.ingestor.sim.auction.Houses;
import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.catalog.Definitions;
import auctions.ingestor.sim.catalog.Mutations;
import auctions.ingestor.sim.catalog.Queries;
import auctions.ingestor.sim.catalog.QueryView;
import auctions.ingestor.sim.catalog.ShownTables;
import auctions.ingestor.sim.catalog.SystemTables;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.RowGenerator;
import auctions.ingestor.sim.data.SimulatedRelation;
import auctions.ingestor.sim.session.Engine;
import auctions.ingestor.sim.session.Listener;
import auctions.ingestor.sim.session.SessionSettings;
import auctions.ingestor.sim.sql.SqlParser;
import auctions.ingestor.sim.subscribe.RunningSubscribes;
import auctions.ingestor.sim.subscribe.ServerOptions;
import auctions.ingestor.sim.wire.WireGate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Materialize for tests and demonstrations: speaks its wire protocol on a real port, keeps time, and holds relations that
 * tests move by hand and the auction house of the AUCTION load generator.
 *
 * <pre>{@code
 * try (var materialize = SimulatedMaterialize.builder().auctionHouse(Duration.ofMillis(10)).start()) {
 *     var url = materialize.jdbcUrl();                 // user materialize, cluster auction_house
 *     materialize.house().correct(3);                  // a late bid wins
 *     materialize.faults().cutAfterRows(5);
 *     var truth = materialize.relation("winning_bids").history();
 * }
 * }</pre>
 *
 * <p>Frontiers move with the clock every {@code progressInterval}, or only by {@link #advanceTo} when that is zero.
 */
public final class SimulatedMaterialize implements AutoCloseable {
    /** What {@code mz_version()} answers. */
    public static final String VERSION = SessionSettings.VERSION;

    private final ServerClock clock;
    private final Houses houses;
    private final Engine engine;
    private final Listener listener;
    private final Faults faults;
    private final @Nullable Thread ticker;
    private final Settings settings;

    /**
     * What the builder has gathered.
     *
     * @param clock of the wall, in milliseconds
     * @param progressInterval between two steps of the frontiers; zero for none
     * @param address to listen at
     * @param port to listen at; 0 for a free one
     * @param houses for every auction house
     */
    record Settings(
            LongSupplier clock, Duration progressInterval, InetAddress address, int port, Houses.Settings houses) {}

    SimulatedMaterialize(Settings settings) {
        this.settings = settings;
        this.clock = new ServerClock(settings.clock());
        this.houses = new Houses(settings.houses(), clock);
        var catalog = new Catalog();
        var subscribes = new RunningSubscribes();
        var queries = new Queries(catalog, new SystemTables(catalog, subscribes::table));
        var definitions = new Definitions(catalog, houses, queries);
        this.engine = new Engine(
                catalog,
                definitions,
                queries,
                new ShownTables(catalog),
                new Mutations(catalog),
                new ServerOptions(),
                subscribes,
                new WireGate());
        this.listener = new Listener(engine, clock, settings.address(), settings.port());
        this.faults = new Faults(engine, listener, houses, clock);
        this.ticker = settings.progressInterval().isZero()
                ? null
                : Thread.ofPlatform()
                        .daemon()
                        .name("simulated-materialize-clock")
                        .unstarted(this::tick);
    }

    /** A builder with the defaults of a real server. */
    public static SimulatedMaterializeBuilder builder() {
        return new SimulatedMaterializeBuilder();
    }

    /** A running server whose clock stands still, and whose times close only when something changes. */
    static SimulatedMaterialize stoppedAt(long millis) {
        return builder().clock(() -> millis).progressInterval(Duration.ZERO).start();
    }

    /** Opens the auction house that a file has kept, or a new one if that is wanted, and then the port. */
    void open(boolean withAuctionHouse) {
        var kept = houses.kept();
        if (kept.isPresent()) {
            var opening = kept.get();
            houses.asOf(opening.millis(), () -> SeedSetup.run(engine.definitions(), opening.tick()));
            advanceTo(clock.getAsLong());
        } else if (withAuctionHouse) {
            SeedSetup.run(engine.definitions(), Duration.ofSeconds(1));
        }
        listener.open();
        if (ticker != null) {
            ticker.start();
        }
    }

    private void tick() {
        var intervalNanos = settings.progressInterval().toNanos();
        var next = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            advanceTo(clock.getAsLong());
            next = Math.max(next + intervalNanos, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** Makes what is due by this time and moves all automatic frontiers to it. */
    public void advanceTo(long millis) {
        houses.house().ifPresent(house -> house.advanceTo(millis));
        for (var object : engine.catalog().objects()) {
            object.contents()
                    .map(QueryView::relation)
                    .filter(SimulatedRelation::isAutomatic)
                    .ifPresent(relation -> relation.advanceTo(millis));
        }
    }

    /** Creates a relation that clients see as a materialized view of this name in the cluster quickstart. */
    public SimulatedRelation createRelation(String name, Column... columns) {
        return createRelation(name, 0, (_, _) -> {}, columns);
    }

    /** Creates a relation born with {@code count} rows, made on the fly and distinct in every key. */
    public SimulatedRelation createRelation(String name, long count, RowGenerator generator, Column... columns) {
        var relation = new SimulatedRelation(name, List.of(columns), count, generator, clock);
        engine.catalog()
                .add(
                        name,
                        Kind.MATERIALIZED_VIEW,
                        Optional.of(Catalog.DEFAULT_CLUSTER),
                        List.of(),
                        QueryView.all(relation),
                        "");
        return relation;
    }

    /** Runs statements that create, alter, comment on or drop objects, as a client in the cluster quickstart would. */
    public void define(String sql) {
        SqlParser.parse(sql)
                .forEach(statement -> engine.definitions().run(statement, Catalog.DEFAULT_CLUSTER, _ -> {}));
    }

    /** A relation by name: created here, or one of the auction house. */
    public SimulatedRelation relation(String name) {
        return engine.catalog().object(name).contents().orElseThrow().relation();
    }

    /** The auction house; it must have been created. */
    public AuctionHouse house() {
        return houses.house().orElseThrow(() -> new IllegalStateException("no auction house yet"));
    }

    /** What can go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Opens one more port to the same database, as the image has one for {@code mz_system}; open until the JVM ends. */
    void listenAlsoAt(int port) {
        new Listener(engine, clock, settings.address(), port).open();
    }

    /** The port that the server listens at. */
    public int port() {
        return listener.port();
    }

    /** A JDBC URL without parameters; any user may log in. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port() + "/materialize";
    }

    /** How many SUBSCRIBEs run now. */
    public int subscriptions() {
        return engine.subscriptions().running().size();
    }

    /** How many SUBSCRIBEs have ever started. */
    public long subscriptionsStarted() {
        return engine.subscriptions().started();
    }

    /** The names of all objects, in the order of creation. */
    public List<String> objects() {
        var names = new ArrayList<String>();
        engine.catalog().objects().forEach(object -> names.add(object.name()));
        return names;
    }

    /** Stops the server; clients see their connections cut. */
    @Override
    public void close() {
        if (ticker != null) {
            ticker.interrupt();
        }
        engine.gate().release();
        listener.close();
    }
}
