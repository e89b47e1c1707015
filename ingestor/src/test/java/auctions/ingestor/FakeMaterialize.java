package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Relation;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.subscribe.FailureClass;
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

    private final List<Snapshot> snapshots = new ArrayList<>();

    private double faultRate;

    private long since = 1_000;

    private Committed committed = new Committed(0, 0);

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
    }

    /**
     * How far the topic is.
     *
     * @param frontier the last checkpoint's, or 0 without one
     * @param definition which definition of the view that checkpoint belongs to
     */
    record Committed(long frontier, int definition) {}

    /** A snapshot that was asked for; it may have merged the changes since the topic's frontier into its own. */
    private record Snapshot(long frontier, long asOf) {}

    /** Compaction: earlier times cannot be read any more. */
    void forgetHistory() {
        since += random.nextLong(view.upper() - since);
    }

    /** Ends all faults. */
    void heal() {
        faultRate = 0;
    }

    /** The topic has come so far. */
    void committed(Committed now) {
        committed = now;
    }

    /** Whether a snapshot was asked for at this time. */
    boolean gaveSnapshotAt(long time) {
        return snapshots.stream().anyMatch(snapshot -> snapshot.asOf() == time);
    }

    /** Whether a change at this time may have been merged into a snapshot. */
    boolean mergedPerhaps(long time) {
        return snapshots.stream().anyMatch(snapshot -> snapshot.frontier() <= time && time <= snapshot.asOf());
    }

    @Override
    public SubscribeSession connect(Duration patience) {
        request();
        return new Session(view.definition(), committed);
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
    private final class Session implements SubscribeSession {

        private final int definition;

        private final Committed committedBefore;

        private boolean cancelled;

        Session(int definition, Committed committedBefore) {
            this.definition = definition;
            this.committedBefore = committedBefore;
        }

        @Override
        public Relation relation() {
            return view.relation(definition);
        }

        @Override
        public SubscribeCursor subscribe(Optional<MzTimestamp> asOf) {
            request();
            if (cancelled) {
                throw new SubscribeException(FailureClass.TRANSIENT, "simulated: cancelled");
            }
            return asOf.map(MzTimestamp::value).map(this::resume).orElseGet(this::snapshot);
        }

        private Cursor resume(long asOf) {
            boolean historyLost = asOf < since;
            if (historyLost && random.nextBoolean()) {
                throw historyLost();
            }
            var cursor = new Cursor(definition, asOf + 1, historyLost);
            cursor.progress(asOf);
            return cursor;
        }

        private Cursor snapshot() {
            if (committedBefore.frontier() > since && committedBefore.definition() == definition) {
                throw new AssertionError(
                        "a snapshot though the topic could be continued at %d, history being kept from %d"
                                .formatted(committedBefore.frontier(), since));
            }
            long asOf = random.nextInt(4) == 0 ? since + random.nextLong(view.upper() - since) : view.upper() - 1;
            snapshots.add(new Snapshot(committed.frontier(), asOf));
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

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {
            cancelled = true;
        }
    }

    /** One subscription. */
    private final class Cursor implements SubscribeCursor {

        private final int definition;

        private final boolean historyLost;

        private final Deque<SubscribeEvent> pending = new ArrayDeque<>();

        private long frontier;

        private boolean cancelled;

        Cursor(int definition, long frontier, boolean historyLost) {
            this.definition = definition;
            this.frontier = frontier;
            this.historyLost = historyLost;
        }

        @Override
        public List<SubscribeEvent> next() {
            request();
            if (cancelled || definition != view.definition()) {
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

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {
            cancelled = true;
        }
    }
}
