package auctions.ingestor.sim.auction;

import java.util.ArrayList;
import java.util.List;

/** Draws the lots of the AUCTION load generator, the same for every deployment of Materialize. */
public final class AuctionGenerator {
    /** How many users there are: sellers and buyers are drawn from 1 to this. */
    static final int USERS = 4076;

    private static final List<String> ITEMS =
            List.of("Signed Memorabilia", "City Bar Crawl", "Best Pizza in Town", "Gift Basket", "Custom Art");

    private final Xoshiro random = new Xoshiro();
    private long id;

    /** A generator at auction 1. */
    public AuctionGenerator() {}

    /** The next lot. */
    public Lot next() {
        id++;
        var seller = random.wide(1, USERS);
        var item = ITEMS.get(random.narrow(0, ITEMS.size() - 1));
        var count = (int) random.wide(2, 9);
        var bids = new ArrayList<Lot.Bid>(count);
        for (var i = 0; i < count; i++) {
            var buyer = random.wide(1, USERS);
            bids.add(new Lot.Bid(id * 10 + i, buyer, random.narrow(1, 99)));
        }
        return new Lot(id, seller, item, List.copyOf(bids));
    }
}
