package auctions.ingestor.sim;

import auctions.ingestor.sim.auction.Houses;
import auctions.ingestor.sim.auction.KeptHouse;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The settings of a {@link SimulatedMaterialize} before it starts. */
public final class SimulatedMaterializeBuilder {
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

    SimulatedMaterializeBuilder() {}

    /** The wall clock in milliseconds since the epoch; the system's by default. */
    public SimulatedMaterializeBuilder clock(LongSupplier millis) {
        clock = millis;
        return this;
    }

    /** How often frontiers move: 1 s by default; zero leaves that to {@link SimulatedMaterialize#advanceTo}. */
    public SimulatedMaterializeBuilder progressInterval(Duration interval) {
        progressInterval = interval;
        return this;
    }

    /** The address to listen at; loopback by default. */
    public SimulatedMaterializeBuilder address(InetAddress value) {
        address = value;
        return this;
    }

    /** The port to listen at; a free one by default. */
    public SimulatedMaterializeBuilder port(int value) {
        port = value;
        return this;
    }

    /**
     * Starts with what {@code sql/setup.sql} creates. All times of an auction scale with the tick: at 1 s it is the
     * load generator's own pace, with an auction of 10 s every 6.5 s; at 10 ms all goes a hundred times as fast.
     */
    public SimulatedMaterializeBuilder auctionHouse(Duration scaledTick) {
        withAuctionHouse = true;
        return scaledTick(scaledTick);
    }

    /** Scales the times of an auction house that a client creates later, whatever TICK INTERVAL it asks for. */
    public SimulatedMaterializeBuilder scaledTick(Duration value) {
        tick = Optional.of(value);
        return this;
    }

    /** Gives every n-th auction a late higher bid after its end, so that its winner is corrected; 0 for none. */
    public SimulatedMaterializeBuilder correctEvery(int auctions) {
        correctEvery = auctions;
        return this;
    }

    /** Withdraws every n-th auction some time after its end, so that its winner is deleted; 0 for none. */
    public SimulatedMaterializeBuilder retractEvery(int auctions) {
        retractEvery = auctions;
        return this;
    }

    /**
     * Gives the auction house the demo's own table {@code adjustments}, by which a person at psql corrects and withdraws
     * winners. An auction that {@link #retractEvery} withdraws is then a row in this table.
     */
    public SimulatedMaterializeBuilder adjustments() {
        adjustable = true;
        return this;
    }

    /** Gives up the oracle of the auction house, for runs of hours. */
    public SimulatedMaterializeBuilder forgetful() {
        forgetful = true;
        return this;
    }

    /**
     * Keeps in this file when the auction house was opened. The next server that starts with the file has the same rows at
     * the same times, history included. Of the objects that clients have created, the next server has only those of {@code
     * sql/setup.sql}.
     */
    public SimulatedMaterializeBuilder keptIn(Path file) {
        kept = Optional.of(new KeptHouse(file));
        return this;
    }

    /** Starts the server. */
    public SimulatedMaterialize start() {
        var houses = new Houses.Settings(tick, correctEvery, retractEvery, forgetful, adjustable, kept);
        var server = new SimulatedMaterialize(
                new SimulatedMaterialize.Settings(clock, progressInterval, address, port, houses));
        server.open(withAuctionHouse);
        return server;
    }
}
