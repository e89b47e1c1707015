package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.Origin;
import auctions.ingestor.subscribe.Start;
import auctions.ingestor.subscribe.SubscribeCursor;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.subscribe.SubscribeSession;
import auctions.ingestor.subscribe.Subscriptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A server that breaks connections, forgets history, and can be asked afterwards which snapshots it gave. */
final class FakeMaterialize implements Subscriptions {

    private static final List<FailureClass> BREAKS = List.of(
            FailureClass.TRANSIENT,
            FailureClass.SILENT,
            FailureClass.FELL_BEHIND,
            FailureClass.CANCELLED,
            FailureClass.NO_REPLICAS,
            FailureClass.VIEW_FAILED,
            FailureClass.UNKNOWN);

    private final RandomGenerator random;

    private final FakeView view;

    private final Runnable interleaving;

    private final Continuity continuity;

    private double faultRate;

    private long since = 1_000;

    /**
     * The server of one view.
     *
     * @param faultRate how likely each request fails
     * @param interleaving runs before each request: whatever else may happen at that moment
     */
    FakeMaterialize(RandomGenerator random, FakeView view, double faultRate, Runnable interleaving) {
        this.random = random;
        this.view = view;
        this.faultRate = faultRate;
        this.interleaving = interleaving;
        this.continuity = new Continuity(view);
    }

    /** What the simulation knows of where a subscription can go on. */
    Continuity continuity() {
        return continuity;
    }

    /** Compaction: earlier times cannot be read any more. */
    void forgetHistory() {
        since += random.nextLong(view.upper() - since);
        continuity.since(since);
    }

    /** The database is restored from a backup, or its clock is set back, or both. */
    void restore() {
        long backedUp = since + random.nextLong(view.upper() - since);
        boolean clockBack = random.nextBoolean();
        continuity.restored(view.upper());
        view.restore(backedUp, clockBack ? backedUp + 1 + random.nextInt(50) : view.upper() + random.nextInt(500));
    }

    /** Ends all faults. */
    void heal() {
        faultRate = 0;
    }

    @Override
    public SubscribeSession connect(Duration patience) {
        request();
        return new Session(view.definition());
    }

    private void request() {
        interleaving.run();
        if (faultRate > 0 && random.nextDouble() < faultRate) {
            throw new SubscribeException(BREAKS.get(random.nextInt(BREAKS.size())), "simulated");
        }
    }

    /** The server tells how far its history goes in one of its two wordings. */
    private SubscribeException historyLost() {
        return new SubscribeException(
                FailureClass.HISTORY_LOST, "simulated", null, random.nextBoolean() ? new MzTimestamp(since) : null);
    }

    /** A session, for one subscription. */
    private final class Session extends Cancellable implements SubscribeSession {

        private final int definition;

        private final Origin origin;

        private final int restored = view.restored();

        private final Continuity.Mark mark = continuity.mark();

        Session(int definition) {
            this.definition = definition;
            this.origin = view.origin(definition);
        }

        @Override
        public Relation relation() {
            return view.relation(definition);
        }

        @Override
        public Origin origin() {
            return origin;
        }

        @Override
        public SubscribeCursor subscribe(Start start) {
            request();
            if (cancelled || restored != view.restored()) {
                throw new SubscribeException(FailureClass.TRANSIENT, "simulated: cancelled or restarted");
            }
            if (start.snapshot()) {
                return snapshot(start.asOf());
            }
            return resume(start.asOf().orElseThrow().value());
        }

        private Cursor resume(long asOf) {
            boolean historyLost = asOf < since;
            if (historyLost && random.nextBoolean()) {
                throw historyLost();
            }
            reach(asOf);
            var cursor = new Cursor(definition, asOf + 1, historyLost);
            cursor.progress(asOf);
            return cursor;
        }

        /** The server says nothing until its time has come. */
        private void reach(long asOf) {
            while (view.upper() <= asOf) {
                view.advance();
            }
        }

        private Cursor snapshot(Optional<MzTimestamp> at) {
            if (at.isEmpty()) {
                continuity.checkSnapshot(mark);
            }
            long asOf = at.map(MzTimestamp::value).orElseGet(this::chosen);
            if (asOf < since) {
                throw historyLost();
            }
            reach(asOf);
            continuity.snapshot(asOf, at.isEmpty());
            var cursor = new Cursor(definition, asOf + 1, false);
            cursor.progress(asOf);
            for (var row : view.snapshot(asOf, definition)) {
                cursor.pending.add(row);
                if (random.nextInt(8) == 0) {
                    cursor.progress(asOf);
                }
            }
            cursor.progress(asOf + 1);
            return cursor;
        }

        private long chosen() {
            return random.nextInt(4) == 0 ? since + random.nextLong(view.upper() - since) : view.upper() - 1;
        }
    }

    /** One subscription. */
    private final class Cursor extends Cancellable implements SubscribeCursor {

        private final int definition;

        private final boolean historyLost;

        private final int restored = view.restored();

        private final Deque<SubscribeEvent> pending = new ArrayDeque<>();

        private long frontier;

        Cursor(int definition, long frontier, boolean historyLost) {
            this.definition = definition;
            this.frontier = frontier;
            this.historyLost = historyLost;
        }

        @Override
        public List<SubscribeEvent> next() {
            request();
            if (cancelled || definition != view.definition() || restored != view.restored()) {
                throw new SubscribeException(FailureClass.TRANSIENT, "simulated: cancelled or dropped");
            }
            if (historyLost) {
                throw historyLost();
            }
            while (pending.isEmpty()) {
                if (frontier >= view.upper()) {
                    view.advance();
                } else {
                    follow();
                }
            }
            var events = new ArrayList<SubscribeEvent>();
            for (int i = 1 + random.nextInt(pending.size()); i > 0; i--) {
                events.add(pending.remove());
            }
            return events;
        }

        private void follow() {
            long until = frontier + 1 + random.nextLong(view.upper() - frontier);
            pending.addAll(view.updates(frontier, until, definition));
            frontier = until;
            progress(until);
        }

        private void progress(long time) {
            pending.add(new SubscribeEvent.Progress(new MzTimestamp(time)));
        }
    }

    /** What fails once the loop, or another thread, has given it up. */
    private abstract static class Cancellable {

        protected boolean cancelled;

        public final void cancel() {
            cancelled = true;
        }

        public final void close() {
            cancelled = true;
        }
    }
}
