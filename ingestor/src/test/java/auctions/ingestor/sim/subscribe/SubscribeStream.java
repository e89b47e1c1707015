package auctions.ingestor.sim.subscribe;

import auctions.ingestor.sim.catalog.Facts;
import auctions.ingestor.sim.data.Change;
import auctions.ingestor.sim.data.Pulse;
import auctions.ingestor.sim.data.RowBuffer;
import auctions.ingestor.sim.data.RowFeed;
import auctions.ingestor.sim.data.SealedChanges;
import auctions.ingestor.sim.data.SimulatedRelation;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running SUBSCRIBE. {@link #start}, or the first poll, picks the time of its start and checks that the relation's history
 * reaches back to that time. From then on the stream holds its place in that history. Owned by its session's thread, except
 * {@link #fail}.
 */
public final class SubscribeStream implements RowFeed {
    private static final long GLANCE_NANOS = 100_000_000;

    /** What a stream asks of its session. */
    public interface Host {
        /** Throws if the session has been cancelled or cut. */
        void check();

        /** Wakes the session's thread. */
        Pulse pulse();

        /** Sends a notice. */
        void notice(Notice notice);

        /** The server's settings. */
        ServerOptions options();

        /** All running streams of the server. */
        RunningSubscribes subscriptions();
    }

    private final SubscribePlan plan;
    private final Facts facts;
    private final Host host;
    private final ChangeWriter writer;
    private final SimulatedRelation relation;

    // Owned by the session's thread.
    private @Nullable SealedChanges reached;
    private long asOf;
    private long upTo = Long.MAX_VALUE;
    private boolean openingDue;
    private boolean snapshotDue;
    private boolean caughtUp;
    private boolean ended;

    // Written by the session's thread, read by any.
    private volatile long number;

    // Set by any thread.
    private volatile @Nullable SqlError failure;

    /** A stream of this plan, which starts later. */
    public SubscribeStream(SubscribePlan plan, Facts facts, Host host) {
        this.plan = plan;
        this.facts = facts;
        this.host = host;
        this.writer = new ChangeWriter(plan);
        this.relation = plan.view().relation();
    }

    /** Ends this stream with an error, from any thread. */
    public void fail(SqlError error) {
        failure = error;
        host.pulse().signal();
    }

    /** The relation that this stream reads. */
    public SimulatedRelation relation() {
        return relation;
    }

    @Override
    public Outcome poll(Sink sink, long deadlineNanos) throws InterruptedException {
        start();
        while (true) {
            host.check();
            var error = failure;
            if (error != null) {
                throw error;
            }
            var speaks = plan.cluster().replicas() > 0 && !host.options().silent();
            if (speaks && openingDue) {
                openingDue = false;
                writer.progress(asOf, sink);
                return Outcome.ROWS;
            }
            checkPoison();
            if (speaks && !ended && !host.options().computing() && drain(sink)) {
                return Outcome.ROWS;
            }
            if (ended) {
                return Outcome.ENDED;
            }
            checkExists();
            var now = System.nanoTime();
            if (deadlineNanos - now <= 0) {
                return Outcome.TIMED_OUT;
            }
            host.pulse().await(now + Math.min(GLANCE_NANOS, deadlineNanos - now));
        }
    }

    /** Picks the time of the start, if that has not been done; fails where the history does not reach back so far. */
    @Override
    public void start() {
        if (reached != null) {
            return;
        }
        checkExists();
        plan.cluster().requireReplica();
        number = host.subscriptions().add(this);
        relation.join(host.pulse());
        asOf = firstTime();
        upTo = plan.upTo(facts).orElse(Long.MAX_VALUE);
        if (upTo < asOf) {
            throw SqlError.error(
                    "22000",
                    "subscription lower bound (`AS OF`) is greater than its upper bound (`UP TO`): " + asOf + " > "
                            + upTo);
        }
        if (upTo == asOf) {
            host.notice(Notice.of(
                    "00000",
                    "subscribe as of " + asOf + " (inclusive) up to the same bound " + upTo
                            + " (exclusive) is guaranteed to be empty"));
            ended = true;
        }
        snapshotDue = plan.subscribe().snapshot();
        openingDue = plan.subscribe().progress();
        reached = relation.start(asOf);
    }

    private long firstTime() {
        var readable = relation.readable();
        var since = plan.indexed() ? Math.max(relation.since(), readable - 999) : relation.since();
        var now = Math.max(since, readable);
        var asked = plan.asOf(facts);
        if (asked.isEmpty()) {
            return now;
        }
        if (plan.subscribe().atLeast()) {
            return Math.max(now, asked.getAsLong());
        }
        if (asked.getAsLong() < since) {
            throw host.options().wording().historyLost(plan.object(), asked.getAsLong(), since);
        }
        return asked.getAsLong();
    }

    /** For {@code mz_subscriptions}: a number that no other stream of this server has. */
    long number() {
        return number;
    }

    /** For {@code mz_subscriptions}: when the statement came. */
    long startedMillis() {
        return facts.nowMillis();
    }

    /** For {@code mz_subscriptions}: where it runs. */
    String clusterId() {
        return plan.cluster().catalogId();
    }

    /** For {@code mz_subscriptions}: what it reads. */
    String objectId() {
        return plan.object().catalogId();
    }

    private void checkExists() {
        if (plan.object().dropped()) {
            throw host.options().wording().dropped("relation", plan.object().fullName());
        }
        if (plan.cluster().dropped()) {
            throw host.options().wording().dropped("cluster", plan.cluster().name());
        }
    }

    private void checkPoison() {
        var poison = relation.poisoned();
        if (poison != null) {
            throw poison;
        }
    }

    private boolean drain(Sink sink) {
        var from = reached;
        if (from == null || from.next() == null) {
            return false;
        }
        var changes = new ArrayList<Change>();
        var to = from;
        for (var next = from.next(); next != null; next = next.next()) {
            for (var change : next.changes()) {
                if (change.time() > asOf && change.time() < upTo) {
                    changes.add(change);
                }
            }
            to = next;
        }
        checkBacklog(to.bytesThrough() - from.bytesThrough());
        reached = to;
        return to.upper() > asOf && emit(changes, to.upper(), sink);
    }

    private void checkBacklog(long bytes) {
        var budget = host.options().maxBufferedBytes();
        if (caughtUp && bytes > budget) {
            throw SqlError.error(
                            "53200",
                            "SUBSCRIBE fell behind: the client did not read results fast enough, so its backlog reached "
                                    + bytes + " B, exceeding the " + budget + " B budget")
                    .withHint("Read results faster, or increase `subscribe_max_buffered_bytes`.");
        }
        caughtUp = true;
    }

    private boolean emit(List<Change> changes, long upper, Sink sink) {
        var counted = new Object() {
            long rows;
        };
        Consumer<RowBuffer> forward = sink::row;
        Sink counting = row -> {
            counted.rows++;
            forward.accept(row);
        };
        if (snapshotDue) {
            snapshotDue = false;
            writer.snapshot(asOf, relation.snapshot(asOf), counting);
        }
        writer.changes(changes, counting);
        if (upper >= upTo) {
            ended = true;
        } else if (plan.subscribe().progress()) {
            writer.progress(upper, counting);
        }
        return counted.rows > 0;
    }

    @Override
    public void close() {
        ended = true;
        relation.leave(host.pulse());
        host.subscriptions().remove(this);
    }
}
