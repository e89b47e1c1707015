package auctions.ingestor.sim.auction;

import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.util.HashMap;
import java.util.Map;

/** Keeps {@code bids_per_item}: how many bids in time each item has had, and their sum. Guarded by its house. */
final class BidsPerItem {
    private static final Count NONE = new Count(0, 0);

    private final SimulatedRelation view;
    private final Map<String, Count> counts = new HashMap<>();

    BidsPerItem(SimulatedRelation view) {
        this.view = view;
    }

    private record Count(long bids, long total) {}

    /** A bid for the item arrives, or with -1 is gone. */
    void bid(long time, String item, int amount, int times) {
        var before = counts.getOrDefault(item, NONE);
        var now = new Count(before.bids + times, before.total + (long) times * amount);
        change(time, -1, item, before);
        change(time, 1, item, now);
        counts.put(item, now);
    }

    private void change(long time, int times, String item, Count count) {
        if (count.bids > 0) {
            view.changeAt(time, new Diff(times, Row.of(item, count.bids, count.total)));
        }
    }
}
