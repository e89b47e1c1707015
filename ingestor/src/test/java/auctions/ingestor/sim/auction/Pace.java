package auctions.ingestor.sim.auction;

import java.time.Duration;

/**
 * How fast an {@link AuctionHouse} goes, in microseconds.
 *
 * @param tick between two rows of the generator
 * @param bidSpacing between the {@code bid_time}s of one auction's bids
 * @param auctionLength from an auction's row to its {@code end_time}
 */
record Pace(long tick, long bidSpacing, long auctionLength) {
    /** The load generator's own: bids a second apart and auctions of ten seconds, whatever the tick. */
    static Pace ofGenerator(Duration tick) {
        return new Pace(micros(tick), 1_000_000, 10_000_000);
    }

    /** The generator's pace at one second, with all times shortened or stretched to another tick. */
    static Pace scaled(Duration tick) {
        return new Pace(micros(tick), micros(tick), 10 * micros(tick));
    }

    private static long micros(Duration duration) {
        return Math.max(1, duration.toNanos() / 1000);
    }
}
