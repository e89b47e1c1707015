package auctions.ingestor.sim.auction;

import java.util.Comparator;
import java.util.List;

/**
 * An auction as the load generator draws it: everything but its times.
 *
 * @param id counts from 1
 * @param seller a user id
 * @param item one of five
 * @param bids in the order they are made
 */
public record Lot(long id, long seller, String item, List<Bid> bids) {
    /** A bid on a lot. */
    public record Bid(long id, long buyer, int amount) {
        /** Whether this bid beats the other; a tie goes to the lower id, where the server leaves the choice open. */
        boolean beats(Bid other) {
            return amount > other.amount || amount == other.amount && id < other.id;
        }
    }

    /** The bid that wins if all are in time. */
    public Bid winner() {
        return bids.stream()
                .min(Comparator.comparing(Bid::amount).reversed().thenComparing(Bid::id))
                .orElseThrow();
    }
}
