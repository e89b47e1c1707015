package auctions.ingestor.sim.auction;

import static auctions.ingestor.sim.data.ColumnType.BIGINT;
import static auctions.ingestor.sim.data.ColumnType.INTEGER;
import static auctions.ingestor.sim.data.ColumnType.TEXT;
import static auctions.ingestor.sim.data.ColumnType.TIMESTAMPTZ;

import auctions.ingestor.sim.auction.AuctionState.PlacedBid;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowGenerator;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The relations of the load generator and the four views of sql/setup.sql over them, kept up to date change by change. Guarded by its
 * house.
 */
public final class AuctionRelations {
    private static final List<String> ORGANIZATIONS = List.of(
            "Openlane",
            "Yearin",
            "Goodsilron",
            "Condax",
            "Opentech",
            "Golddex",
            "year-job",
            "Isdom",
            "Gogozoom",
            "Y-corporation");
    private static final List<String> CELEBRITIES = List.of("Adele", "Alf", "Aristotle", "Attenborough");
    private static final int ORGANIZATION_COUNT = 75;
    private static final int FIRST_ACCOUNT = 43;
    private static final int OPENING_BALANCE = 10_000;

    private static final Column SELLER = new Column("seller", BIGINT);
    private static final Column BUYER = new Column("buyer", BIGINT);
    private static final Column ITEM = new Column("item", TEXT);
    private static final Column AMOUNT = new Column("amount", INTEGER);
    private static final Column BID_TIME = new Column("bid_time", TIMESTAMPTZ);
    private static final Column END_TIME = new Column("end_time", TIMESTAMPTZ);
    private static final Column ID = new Column("id", BIGINT);
    private static final Column BID_ID = new Column("bid_id", BIGINT);
    private static final Column AUCTION_ID = new Column("auction_id", BIGINT);
    private static final List<Column> WINNER =
            List.of(AUCTION_ID, BID_ID, BUYER, SELLER, ITEM, AMOUNT, BID_TIME, END_TIME);

    private final Map<String, SimulatedRelation> sources = new LinkedHashMap<>();
    private final Map<String, SimulatedRelation> views = new LinkedHashMap<>();
    private final LongSupplier clock;
    private final SimulatedRelation auctions;
    private final SimulatedRelation bids;
    private final SimulatedRelation onTimeBids;
    private final SimulatedRelation highestBids;
    private final SimulatedRelation winningBids;
    private final BidsPerItem bidsPerItem;
    private final Optional<Adjustments> adjustments;

    /** Empty relations whose frontiers start at the clock's time; with the table {@code adjustments} if that is wanted. */
    AuctionRelations(LongSupplier clock, boolean adjustable) {
        this.clock = clock;
        this.adjustments = adjustable ? Optional.of(new Adjustments(clock)) : Optional.empty();
        var name = new Column("name", TEXT);
        var organization = new Column("org_id", BIGINT);
        table(
                "organizations",
                ORGANIZATION_COUNT,
                (i, row) -> row.put(i + 1)
                        .put(i < ORGANIZATIONS.size() ? ORGANIZATIONS.get((int) i) : "Organization " + (i + 1)),
                ID,
                name);
        table(
                "users",
                AuctionGenerator.USERS,
                (i, row) -> row.put(i + 1)
                        .put(i % ORGANIZATION_COUNT + 1)
                        .put(i < CELEBRITIES.size() ? CELEBRITIES.get((int) i) : "User " + (i + 1)),
                ID,
                organization,
                name);
        table(
                "accounts",
                ORGANIZATION_COUNT,
                (i, row) -> row.put(i + FIRST_ACCOUNT).put(i + 1).put(OPENING_BALANCE),
                ID,
                organization,
                new Column("balance", BIGINT));
        auctions = table("auctions", 0, (_, _) -> {}, ID, SELLER, ITEM, END_TIME);
        bids = table("bids", 0, (_, _) -> {}, ID, BUYER, AUCTION_ID, AMOUNT, BID_TIME);
        onTimeBids = view("on_time_bids", List.of(BID_ID, AUCTION_ID, SELLER, BUYER, ITEM, BID_TIME, END_TIME, AMOUNT));
        highestBids = view("highest_bid_per_auction", WINNER);
        winningBids = view("winning_bids", WINNER);
        bidsPerItem = new BidsPerItem(
                view("bids_per_item", List.of(ITEM, new Column("bids", BIGINT), new Column("total", BIGINT))));
    }

    private SimulatedRelation table(String name, long generated, RowGenerator generator, Column... columns) {
        var relation = new SimulatedRelation(name, List.of(columns), generated, generator, clock);
        sources.put(name, relation);
        return relation;
    }

    private SimulatedRelation view(String name, List<Column> columns) {
        var relation = new SimulatedRelation(name, columns, 0, (_, _) -> {}, clock);
        views.put(name, relation);
        return relation;
    }

    /** The relations that the source fills, by name. */
    public Map<String, SimulatedRelation> sources() {
        return sources;
    }

    /** The views by name. */
    public Map<String, SimulatedRelation> views() {
        return views;
    }

    /** The table by which a person corrects and withdraws winners, if there is one. */
    public Optional<SimulatedRelation> adjustments() {
        return adjustments.map(Adjustments::table);
    }

    /** The earliest time at which all that the views are made of can be read. */
    public long since() {
        return all().mapToLong(SimulatedRelation::since).max().orElseThrow();
    }

    private Stream<SimulatedRelation> all() {
        return Stream.concat(sources.values().stream(), adjustments().stream());
    }

    /** The view that the product publishes. */
    SimulatedRelation winningBids() {
        return winningBids;
    }

    /** Moves all frontiers, the views' after the tables'. */
    void advanceTo(long frontier) {
        all().forEach(table -> table.advanceTo(frontier));
        views.values().forEach(view -> view.advanceTo(frontier));
    }

    /** A new auction. */
    void auction(long time, AuctionState auction) {
        auctions.changeAt(time, new Diff(1, AuctionRows.auctionRow(auction)));
    }

    /** A bid arrives; the views follow. */
    void bid(long time, AuctionState auction, Lot.Bid bid, long bidTimeMicros) {
        var placed = new PlacedBid(bid, bidTimeMicros);
        var before = auction.best();
        bids.changeAt(time, new Diff(1, AuctionRows.bidRow(auction, placed)));
        if (auction.retracted()) {
            return;
        }
        if (bidTimeMicros < auction.endMicros()) {
            onTime(time, auction, placed, 1);
        }
        if (auction.add(placed)) {
            before.ifPresent(old -> highestBids.changeAt(time, new Diff(-1, highestRow(auction, old))));
            highestBids.changeAt(time, new Diff(1, highestRow(auction, placed)));
            publish(time, auction);
        }
    }

    /** An auction has ended: its winner, if any, is public from the closing time on. */
    void close(AuctionState auction) {
        auction.close();
        publish(auction.closingMillis(), auction);
    }

    /** A bid that was made just before the end and tops all others arrives. */
    void correct(long time, AuctionState auction) {
        var amount = auction.best().map(best -> best.bid().amount() + 1).orElse(1);
        var buyer = auction.lot().seller() % AuctionGenerator.USERS + 1;
        bid(time, auction, new Lot.Bid(auction.freeBidId(), buyer, amount), auction.endMicros() - 1000);
    }

    /** An auction and its bids are gone. */
    void retract(long time, AuctionState auction) {
        if (auction.retracted()) {
            return;
        }
        auction.retract();
        auctions.changeAt(time, new Diff(-1, AuctionRows.auctionRow(auction)));
        for (var placed : auction.bids()) {
            bids.changeAt(time, new Diff(-1, AuctionRows.bidRow(auction, placed)));
            if (placed.timeMicros() < auction.endMicros()) {
                onTime(time, auction, placed, -1);
            }
        }
        auction.best().ifPresent(best -> highestBids.changeAt(time, new Diff(-1, highestRow(auction, best))));
        publish(time, auction);
    }

    /** The table {@code adjustments} changes; the winners of these auctions follow, where they are known. */
    void adjust(long time, List<Diff> diffs, Map<Long, AuctionState> known) {
        for (var auctionId : adjustments.orElseThrow().change(time, diffs)) {
            Optional.ofNullable(known.get(auctionId)).ifPresent(auction -> publish(time, auction));
        }
    }

    private void onTime(long time, AuctionState auction, PlacedBid placed, int times) {
        onTimeBids.changeAt(time, new Diff(times, AuctionRows.onTimeRow(auction, placed)));
        bidsPerItem.bid(time, auction.lot().item(), placed.bid().amount(), times);
    }

    private static Row highestRow(AuctionState auction, PlacedBid placed) {
        return AuctionRows.winnerRow(auction, placed, placed.bid().amount());
    }

    /** Makes {@code winning_bids} show what it must show of this auction now. */
    private void publish(long time, AuctionState auction) {
        var before = auction.published();
        var now = winner(auction);
        if (before.equals(now)) {
            return;
        }
        before.ifPresent(row -> winningBids.changeAt(time, new Diff(-1, row)));
        now.ifPresent(row -> winningBids.changeAt(time, new Diff(1, row)));
        auction.publish(now);
    }

    private Optional<Row> winner(AuctionState auction) {
        var id = auction.lot().id();
        if (!auction.closed()
                || auction.retracted()
                || adjustments.filter(all -> all.cancelled(id)).isPresent()) {
            return Optional.empty();
        }
        return auction.best()
                .map(best -> AuctionRows.winnerRow(
                        auction,
                        best,
                        adjustments.flatMap(all -> all.amount(id)).orElse((long)
                                best.bid().amount())));
    }
}
