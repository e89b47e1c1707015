package auctions.ingestor.sim.auction;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The demo's own table {@code adjustments (auction_id, amount, cancelled)}, by which a person at psql corrects and withdraws
 * winners. The demo's {@code winning_bids} reads it as if it were defined by
 *
 * <pre>{@code
 * SELECT h.auction_id, bid_id, buyer, seller, item, coalesce(a.amount, h.amount) AS amount, bid_time, end_time
 * FROM highest_bid_per_auction h
 * LEFT JOIN (SELECT auction_id, max(amount) AS amount, bool_or(cancelled) AS cancelled
 *            FROM adjustments GROUP BY auction_id) a ON a.auction_id = h.auction_id
 * WHERE end_time < mz_now() AND NOT coalesce(cancelled, false)
 * }</pre>
 *
 * <p>Several rows of one auction are thus one adjustment, and the view has one row per auction whatever a person inserts.
 * Guarded by its house.
 */
final class Adjustments {
    /** The table's name. */
    static final String NAME = "adjustments";

    private final SimulatedRelation table;
    private final Map<Long, List<Row>> byAuction = new HashMap<>();

    Adjustments(LongSupplier clock) {
        table = new SimulatedRelation(
                NAME,
                List.of(
                        new Column("auction_id", ColumnType.BIGINT),
                        new Column("amount", ColumnType.INTEGER, true),
                        new Column("cancelled", ColumnType.BOOLEAN)),
                0,
                (_, _) -> {},
                clock);
    }

    /** A row that withdraws the winner of an auction. */
    static Diff cancellation(long auctionId) {
        return new Diff(1, Row.of(auctionId, null, true));
    }

    /** The table. */
    SimulatedRelation table() {
        return table;
    }

    /** Makes these changes and returns the auctions that they speak of. */
    Set<Long> change(long time, List<Diff> diffs) {
        var touched = new LinkedHashSet<Long>();
        for (var diff : diffs) {
            table.changeAt(time, diff);
            var auctionId = Long.parseLong(diff.row().cells().getFirst());
            var rows = byAuction.computeIfAbsent(auctionId, _ -> new ArrayList<>());
            if (diff.diff() > 0) {
                rows.add(diff.row());
            } else {
                rows.remove(diff.row());
            }
            touched.add(auctionId);
        }
        return touched;
    }

    /** The amount that replaces the winning bid's. */
    Optional<Long> amount(long auctionId) {
        return rows(auctionId).stream()
                .flatMap(row -> Optional.ofNullable(row.cell(1)).stream())
                .map(Long::valueOf)
                .max(Long::compare);
    }

    /** Whether the winner is withdrawn. */
    boolean cancelled(long auctionId) {
        return rows(auctionId).stream().anyMatch(row -> "t".equals(row.cell(2)));
    }

    private List<Row> rows(long auctionId) {
        return byAuction.getOrDefault(auctionId, List.of());
    }
}
