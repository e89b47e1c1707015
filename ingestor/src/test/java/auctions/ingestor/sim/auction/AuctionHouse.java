package auctions.ingestor.sim.auction;

import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.SimulatedRelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The auction house: rows of the AUCTION load generator at the times a pace gives them, and deviations that the generator
 * itself never shows but a consumer must survive. Any thread may call any method.
 */
public final class AuctionHouse {
    private static final int REMEMBERED_AUCTIONS = 100_000;

    private final AuctionGenerator generator = new AuctionGenerator();
    private final AuctionRelations relations;
    private final Pace pace;
    private final int correctEvery;
    private final int retractEvery;
    private final LongSupplier clockMillis;

    // Guarded by this.
    private final Map<Long, AuctionState> auctions = new LinkedHashMap<>();
    private final TreeMap<Long, AuctionState> open = new TreeMap<>();
    private final TreeMap<Long, Runnable> deviations = new TreeMap<>();
    private @Nullable AuctionState current;
    private int nextBid;
    private long startMicros;
    private long nextTick;
    private boolean paused;

    AuctionHouse(AuctionRelations relations, Pace pace, int correctEvery, int retractEvery, LongSupplier clockMillis) {
        this.relations = relations;
        this.pace = pace;
        this.correctEvery = correctEvery;
        this.retractEvery = retractEvery;
        this.clockMillis = clockMillis;
        this.nextTick = clockMillis.getAsLong() * 1000 + pace.tick();
    }

    /** The view that the product publishes. */
    public SimulatedRelation winningBids() {
        return relations.winningBids();
    }

    /** Makes every row that is due by this time (milliseconds) and moves all frontiers to it. */
    public synchronized void advanceTo(long nowMillis) {
        runTo(nowMillis);
        relations.advanceTo(nowMillis);
    }

    /** Missed ticks are made up for in a burst; what has ended is closed. */
    private void runTo(long nowMillis) {
        var now = nowMillis * 1000 + 999;
        while (true) {
            var tickAt = paused ? Long.MAX_VALUE : nextTick;
            var deviationAt = deviations.isEmpty() ? Long.MAX_VALUE : deviations.firstKey();
            var at = Math.min(tickAt, deviationAt);
            if (at > now) {
                break;
            }
            closeBefore(at / 1000);
            if (deviationAt <= tickAt) {
                deviations.remove(deviationAt).run();
            } else {
                nextTick += pace.tick();
                tick(at);
            }
        }
        closeBefore(nowMillis);
    }

    private void tick(long atMicros) {
        var auction = current;
        if (auction == null) {
            startAuction(atMicros);
            return;
        }
        var bid = auction.lot().bids().get(nextBid);
        relations.bid(atMicros / 1000, auction, bid, startMicros + nextBid * pace.bidSpacing());
        nextBid++;
        if (nextBid == auction.lot().bids().size()) {
            current = null;
        }
    }

    private void startAuction(long atMicros) {
        var lot = generator.next();
        var auction = new AuctionState(lot, atMicros + pace.auctionLength());
        current = auction;
        nextBid = 0;
        startMicros = atMicros;
        relations.auction(atMicros / 1000, auction);
        auctions.put(lot.id(), auction);
        if (auctions.size() > REMEMBERED_AUCTIONS) {
            auctions.remove(auctions.keySet().iterator().next());
        }
        putFree(open, auction.closingMillis() * 1000, auction);
        if (correctEvery > 0 && lot.id() % correctEvery == 0) {
            var at = auction.endMicros() + 2 * pace.tick();
            putFree(deviations, at, () -> relations.correct(at / 1000, auction));
        }
        if (retractEvery > 0 && lot.id() % retractEvery == 0) {
            var at = auction.endMicros() + 4 * pace.tick();
            putFree(deviations, at, () -> withdraw(at / 1000, auction));
        }
    }

    private void withdraw(long time, AuctionState auction) {
        if (relations.adjustments().isPresent()) {
            relations.adjust(
                    time, List.of(Adjustments.cancellation(auction.lot().id())), auctions);
        } else {
            relations.retract(time, auction);
        }
    }

    private static <T> void putFree(TreeMap<Long, T> schedule, long atMicros, T entry) {
        var at = atMicros;
        while (schedule.putIfAbsent(at, entry) != null) {
            at++;
        }
    }

    private void closeBefore(long millis) {
        while (!open.isEmpty() && open.firstEntry().getValue().closingMillis() < millis) {
            relations.close(open.pollFirstEntry().getValue());
        }
    }

    private long now() {
        var now = Math.max(clockMillis.getAsLong(), relations.winningBids().upper());
        runTo(now);
        return now;
    }

    /**
     * A late arrival: a bid made in time and higher than all others shows up now. If the auction has ended, its winner is
     * corrected: the old row goes and the new one comes at one timestamp.
     */
    public synchronized void correct(long auctionId) {
        relations.correct(now(), auction(auctionId));
    }

    /** An auction and its bids vanish, and so does its winner. The real generator never does this; other sources do. */
    public synchronized void retract(long auctionId) {
        relations.retract(now(), auction(auctionId));
    }

    /** Changes the table {@code adjustments}; the change and what follows from it can be read at once. */
    public synchronized void adjust(List<Diff> diffs) {
        var time = now();
        closeBefore(time + 1);
        relations.adjust(time, diffs, auctions);
        relations.advanceTo(time + 1);
    }

    private AuctionState auction(long id) {
        var auction = auctions.get(id);
        if (auction == null) {
            throw new IllegalArgumentException("no auction " + id + " yet");
        }
        return auction;
    }

    /** Stops the source: no rows until {@link #resume}; auctions that are open still end. */
    public synchronized void pause() {
        now();
        paused = true;
    }

    /**
     * Restarts the source as the server does: it replays to where it was, then goes on with a new clock. The bids that an
     * interrupted auction still gets carry times from now on, so they can be too late for its stored end.
     */
    public synchronized void resume() {
        startMicros = now() * 1000;
        nextTick = startMicros + pace.tick();
        paused = false;
    }

    /** How many auctions there have been. */
    public synchronized long auctionCount() {
        return auctions.isEmpty()
                ? 0
                : auctions.values().stream()
                        .reduce((_, last) -> last)
                        .orElseThrow()
                        .lot()
                        .id();
    }
}
