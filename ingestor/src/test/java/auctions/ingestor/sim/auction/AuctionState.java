package auctions.ingestor.sim.auction;

import auctions.ingestor.sim.data.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an {@link AuctionHouse} knows of one auction; guarded by the house. */
final class AuctionState {
    private final Lot lot;
    private final long endMicros;
    private final List<PlacedBid> bids = new ArrayList<>();
    private @Nullable PlacedBid best;
    private boolean closed;
    private boolean retracted;
    private Optional<Row> published = Optional.empty();

    AuctionState(Lot lot, long endMicros) {
        this.lot = lot;
        this.endMicros = endMicros;
    }

    /** A bid with its time in microseconds. */
    record PlacedBid(Lot.Bid bid, long timeMicros) {}

    /** What was drawn for it. */
    Lot lot() {
        return lot;
    }

    /** Its end, in microseconds. */
    long endMicros() {
        return endMicros;
    }

    /** The first logical time at which {@code end_time < mz_now()}. */
    long closingMillis() {
        return endMicros / 1000 + 1;
    }

    /** Adds a bid and tells whether it is the best one in time. */
    boolean add(PlacedBid placed) {
        bids.add(placed);
        var top = best;
        if (placed.timeMicros() >= endMicros || top != null && !placed.bid().beats(top.bid())) {
            return false;
        }
        best = placed;
        return true;
    }

    /** All bids so far, late ones included. */
    List<PlacedBid> bids() {
        return bids;
    }

    /** The best bid that was made in time. */
    Optional<PlacedBid> best() {
        return Optional.ofNullable(best);
    }

    /** Whether the winner is public. */
    boolean closed() {
        return closed;
    }

    /** Its winner is public from now on. */
    void close() {
        closed = true;
    }

    /** Whether it and its bids are gone. */
    boolean retracted() {
        return retracted;
    }

    /** It and its bids are gone from now on. */
    void retract() {
        retracted = true;
    }

    /** The row of this auction in {@code winning_bids}. */
    Optional<Row> published() {
        return published;
    }

    /** Remembers what {@code winning_bids} shows of it. */
    void publish(Optional<Row> row) {
        published = row;
    }

    /** An id for one more bid: the lot's own range if there is room, else far above all others. */
    long freeBidId() {
        var id = lot.id() * 10 + bids.size();
        return bids.size() <= 9 && lot.bids().size() <= bids.size()
                ? id
                : 1_000_000_000_000L + lot.id() * 100 + bids.size();
    }
}
