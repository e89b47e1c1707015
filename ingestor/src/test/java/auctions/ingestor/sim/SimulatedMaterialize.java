package auctions.ingestor.sim;

import auctions.ingestor.sim.auction.AuctionHouse;
import auctions.ingestor.sim.auction.Houses;
import auctions.ingestor.sim.auction.KeptHouse;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Builder settings;

    private SimulatedMaterialize(Builder builder) {
        this.settings = builder;
        this.clock = new ServerClock(builder.clock);
        this.houses = new Houses(builder.houses(), clock);
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
        this.listener = new Listener(engine, clock, builder.address, builder.port);
        this.faults = new Faults(engine, listener, houses, clock);
        this.ticker = builder.progressInterval.isZero()
                ? null
                : Thread.ofPlatform()
                        .daemon()
                        .name("simulated-materialize-clock")
                        .unstarted(this::tick);
    }

    /** A builder with the defaults of a real server. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of a server before it starts. */
    public static final class Builder {
        private LongSupplier clock = System::currentTimeMillis;
        private Duration progressInterval = Duration.ofSeconds(1);
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private Optional<Duration> tick = Optional.empty();
        private boolean withAuctionHouse;
        private int correctEvery;
        private int retractEvery;
        private boolean forgetful;
        private boolean adjustable;
        private Optional<KeptHouse> kept = Optional.empty();

        private Builder() {}

        /** The wall clock in milliseconds since the epoch; the system's by default. */
        public Builder clock(LongSupplier millis) {
            clock = millis;
            return this;
        }

        /** How often frontiers move: 1 s by default; zero leaves that to {@link SimulatedMaterialize#advanceTo}. */
        public Builder progressInterval(Duration interval) {
            progressInterval = interval;
            return this;
        }

        /** The address to listen at; loopback by default. */
        public Builder address(InetAddress value) {
            address = value;
            return this;
        }

        /** The port to listen at; a free one by default. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * Starts with what {@code sql/setup.sql} creates. All times of an auction scale with the tick: at 1 s it is the
         * load generator's own pace, with an auction of 10 s every 6.5 s; at 10 ms all goes a hundred times as fast.
         */
        public Builder auctionHouse(Duration scaledTick) {
            withAuctionHouse = true;
            return scaledTick(scaledTick);
        }

        /** Scales the times of an auction house that a client creates later, whatever TICK INTERVAL it asks for. */
        public Builder scaledTick(Duration value) {
            tick = Optional.of(value);
            return this;
        }

        /** Gives every n-th auction a late higher bid after its end, so that its winner is corrected; 0 for none. */
        public Builder correctEvery(int auctions) {
            correctEvery = auctions;
            return this;
        }

        /** Retracts every n-th auction some time after its end, so that its winner is deleted; 0 for none. */
        public Builder retractEvery(int auctions) {
            retractEvery = auctions;
            return this;
        }

        /**
         * Gives the auction house the demo's own table {@code adjustments}, by which a person at psql corrects and withdraws
         * winners. An auction that {@link #retractEvery} withdraws is then a row in this table.
         */
        public Builder adjustments() {
            adjustable = true;
            return this;
        }

        /** Gives up the oracle of the auction house, for runs of hours. */
        public Builder forgetful() {
            forgetful = true;
            return this;
        }

        /**
         * Keeps in this file since when there is an auction house, so that a server that starts with it has lived through
         * the same: every row at the same time, history included. Of what a client has created, the next start knows only
         * {@code sql/setup.sql}.
         */
        public Builder keptIn(Path file) {
            kept = Optional.of(new KeptHouse(file));
            return this;
        }

        private Houses.Settings houses() {
            return new Houses.Settings(tick, correctEvery, retractEvery, forgetful, adjustable, kept);
        }

        /** Starts the server. */
        public SimulatedMaterialize start() {
            var server = new SimulatedMaterialize(this);
            var definitions = server.engine.definitions();
            var kept = server.houses.kept();
            if (kept.isPresent()) {
                var opening = kept.get();
                server.houses.asOf(opening.millis(), () -> SeedSetup.run(definitions, opening.tick()));
                server.advanceTo(server.clock.getAsLong());
            } else if (withAuctionHouse) {
                SeedSetup.run(definitions, Duration.ofSeconds(1));
            }
            server.listener.open();
            if (server.ticker != null) {
                server.ticker.start();
            }
            return server;
        }
    }

    private void tick() {
        var intervalNanos = settings.progressInterval.toNanos();
        var next = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            advanceTo(clock.getAsLong());
            next = Math.max(next + intervalNanos, System.nanoTime());
            java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
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
        new Listener(engine, clock, settings.address, port).open();
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

    /** How many clients are logged in now. */
    public int sessions() {
        return listener.sessions();
    }

    /** How many connections have ever been accepted. */
    public int connectionsAccepted() {
        return listener.accepted();
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
