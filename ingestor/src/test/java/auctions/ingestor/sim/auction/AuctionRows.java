package auctions.ingestor.sim.auction;

import auctions.ingestor.sim.auction.AuctionState.PlacedBid;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowBuffer;

/** The rows of the auction house's relations. */
final class AuctionRows {
    private AuctionRows() {}

    /** A row of {@code auctions}. */
    static Row auctionRow(AuctionState auction) {
        var lot = auction.lot();
        return new RowBuffer()
                .put(lot.id())
                .put(lot.seller())
                .put(lot.item())
                .putTimestamptz(auction.endMicros())
                .toRow();
    }

    /** A row of {@code bids}. */
    static Row bidRow(AuctionState auction, PlacedBid placed) {
        var bid = placed.bid();
        return new RowBuffer()
                .put(bid.id())
                .put(bid.buyer())
                .put(auction.lot().id())
                .put(bid.amount())
                .putTimestamptz(placed.timeMicros())
                .toRow();
    }

    /** A row of {@code on_time_bids}. */
    static Row onTimeRow(AuctionState auction, PlacedBid placed) {
        var lot = auction.lot();
        var bid = placed.bid();
        return new RowBuffer()
                .put(bid.id())
                .put(lot.id())
                .put(lot.seller())
                .put(bid.buyer())
                .put(lot.item())
                .putTimestamptz(placed.timeMicros())
                .putTimestamptz(auction.endMicros())
                .put(bid.amount())
                .toRow();
    }

    /** A row of {@code highest_bid_per_auction} and of {@code winning_bids}; the amount is the bid's own, or another. */
    static Row winnerRow(AuctionState auction, PlacedBid placed, long amount) {
        var lot = auction.lot();
        var bid = placed.bid();
        return new RowBuffer()
                .put(lot.id())
                .put(bid.id())
                .put(bid.buyer())
                .put(lot.seller())
                .put(lot.item())
                .put(amount)
                .putTimestamptz(placed.timeMicros())
                .putTimestamptz(auction.endMicros())
                .toRow();
    }
}
