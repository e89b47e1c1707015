package auctions.ingestor.sim.auction;

import auctions.ingestor.sim.data.SimulatedRelation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Opens the server's auction house: when a client creates a source, when the server is to start with one, and again as it
 * was when a file has kept it. There is one house at a time.
 */
public final class Houses {
    /**
     * What is the same for every house of a server.
     *
     * @param tick scales all times of an auction, whatever tick a source asks for
     * @param correctEvery every n-th auction gets a late higher bid after its end; 0 for none
     * @param retractEvery every n-th auction is withdrawn some time after its end; 0 for none
     * @param forgetful whether its relations give up their oracle
     * @param adjustable whether there is a table {@code adjustments}
     * @param kept the file that outlives the server
     */
    public record Settings(
            Optional<Duration> tick,
            int correctEvery,
            int retractEvery,
            boolean forgetful,
            boolean adjustable,
            Optional<KeptHouse> kept) {}

    private final Settings settings;
    private final LongSupplier clock;

    // Set while a house is opened again that was opened before; owned by the starting thread.
    private OptionalLong past = OptionalLong.empty();

    // Written by whoever holds the lock of the definitions; read by any thread.
    private volatile Optional<AuctionHouse> house = Optional.empty();

    /** No house yet; every house gets these settings. */
    public Houses(Settings settings, LongSupplier wallClock) {
        this.settings = settings;
        this.clock = () -> past.orElseGet(wallClock);
    }

    /** The house that is open now. */
    public Optional<AuctionHouse> house() {
        return house;
    }

    /** Opens a house whose generator has this tick. */
    public AuctionRelations open(Duration tick) {
        var relations = new AuctionRelations(clock, settings.adjustable());
        if (settings.forgetful()) {
            relations.sources().values().forEach(SimulatedRelation::forgetful);
            relations.views().values().forEach(SimulatedRelation::forgetful);
        }
        var pace = settings.tick().map(Pace::scaled).orElseGet(() -> Pace.ofGenerator(tick));
        house = Optional.of(new AuctionHouse(relations, pace, settings.correctEvery(), settings.retractEvery(), clock));
        settings.kept().ifPresent(file -> file.opened(new KeptHouse.Opening(clock.getAsLong(), tick)));
        return relations;
    }

    /** Ends the house. */
    public void close() {
        house = Optional.empty();
        settings.kept().ifPresent(KeptHouse::closed);
    }

    /** The house that the file has kept, if there is one. */
    public Optional<KeptHouse.Opening> kept() {
        return settings.kept().flatMap(KeptHouse::opening);
    }

    /** Lets this action open a house as if the wall clock showed an earlier time. Only while the server starts. */
    public void asOf(long millis, Runnable opens) {
        past = OptionalLong.of(millis);
        opens.run();
        past = OptionalLong.empty();
    }
}
