package auctions.ingestor;

import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.Leadership;
import auctions.ingestor.subscribe.SubscribeCursor;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.subscribe.Subscriptions;
import auctions.ingestor.topic.Topic;
import auctions.ingestor.topic.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: stands by, recovers, subscribes and publishes until stopped. Start reading here.
 *
 * <p>Every failure leads back to recovery, which trusts nothing but the topic: it fences older writers, reads the
 * checkpoint, and resumes or publishes a snapshot's difference. One thread calls {@link #run} or {@link #step};
 * {@link #stop} may be called from any.
 */
final class Ingestor {

    private static final Logger log = LoggerFactory.getLogger(Ingestor.class);

    /** How often a standby looks at the checkpoint of the active instance. */
    private static final Duration STANDBY_INTERVAL = Duration.ofMillis(500);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    private final Subscriptions subscriptions;
    private final Topic topic;
    private final Leadership leadership;
    private final Surroundings surroundings;
    private final IngestorStatus status;
    private final IngestorMetrics metrics;
    private final Recovery recovery = new Recovery();

    // Owned by the loop's thread.
    private IngestorState state = new IngestorState.Starting();
    private @Nullable TopicWriter writer;
    private @Nullable Publication publication;

    // Written by the loop's thread; another may cancel what it waits for.
    private volatile @Nullable SubscribeCursor cursor;

    // Written by any thread.
    private volatile boolean stopping;

    // Guarded by this; absent once the loop lets go, so that no interrupt reaches its last requests.
    private @Nullable Thread interruptible;

    Ingestor(Subscriptions subscriptions, Topic topic, Leadership leadership, Surroundings surroundings, Watch watch) {
        this.subscriptions = subscriptions;
        this.topic = topic;
        this.leadership = leadership;
        this.surroundings = surroundings;
        this.status = watch.status();
        this.metrics = watch.metrics();
    }

    /** Steps until stopped or failed, then lets go of everything; gives the final state. */
    IngestorState run() {
        interruptible(Thread.currentThread());
        try {
            while (!stopping && !state.ended()) {
                step();
            }
        } catch (InterruptedException e) {
            log.atDebug().log("the loop was interrupted");
        } finally {
            interruptible(null);
            release();
            leadership.close();
            topic.close();
        }
        if (!state.ended()) {
            become(new IngestorState.Stopped());
        }
        return state;
    }

    /** Ends the loop soon: cancels the subscription, aborts the transaction, leaves the group. */
    void stop() {
        stopping = true;
        cancel();
        synchronized (this) {
            if (interruptible != null) {
                interruptible.interrupt();
            }
        }
    }

    private synchronized void interruptible(@Nullable Thread thread) {
        interruptible = thread;
        var _ = Thread.interrupted();
    }

    /** One transition, or the events of the subscription that have been read. */
    void step() throws InterruptedException {
        status.turned(now());
        try {
            switch (state) {
                case IngestorState.Starting _ -> start();
                case IngestorState.Standby _ -> standBy();
                case IngestorState.Recovering _ -> recover();
                case IngestorState.Snapshotting _, IngestorState.Streaming _ -> publishNext();
                case IngestorState.BackingOff backingOff -> waitUntil(backingOff.until());
                case IngestorState.Stopped _, IngestorState.Failed _ -> {}
            }
        } catch (SubscribeException e) {
            e.since().ifPresent(since -> recovery.lostHistory(status, since));
            failed(e, e.failureClass().label(), recovery.after(e.failureClass()));
        } catch (BrokerException e) {
            failed(e, e.failureClass().label(), recovery.after(e.failureClass()));
        }
    }

    private void start() {
        topic.prepare();
        leadership.start(this::cancel);
        become(new IngestorState.Standby());
    }

    private void standBy() throws InterruptedException {
        if (leadership.await(STANDBY_INTERVAL)) {
            become(new IngestorState.Recovering());
        } else {
            topic.lastCheckpoint().ifPresent(checkpoint -> status.seen(checkpoint.frontier(), now()));
            recovery.standingBy();
        }
    }

    private void recover() {
        var subscription = subscriptions.connect(recovery.patience());
        cursor = subscription;
        if (!leadership.held()) {
            // Lost while connecting: fencing now would stop whoever is active.
            release();
            become(new IngestorState.Standby());
            return;
        }
        var relation = subscription.relation();
        var fenced = topic.open();
        writer = fenced;
        fenced.checkpoint().ifPresent(checkpoint -> status.seen(checkpoint.frontier(), now()));
        metrics.tornRecords(fenced.tornRecords());
        log.atInfo()
                .addKeyValue("frontier", fenced.frontier())
                .addKeyValue("torn_records", fenced.tornRecords())
                .addKeyValue("columns", relation.columnNames())
                .log("recovered");
        var obstacle = recovery.obstacle(fenced.frontier()).or(() -> fenced.obstacle(relation));
        if (obstacle.isEmpty()) {
            fenced.resume(relation);
            subscription.resume(fenced.frontier());
            publication = new Publication(fenced, null);
            become(new IngestorState.Streaming());
        } else {
            log.atWarn()
                    .addKeyValue("frontier", fenced.frontier())
                    .addKeyValue("reason", obstacle.get())
                    .log("publishing how a snapshot differs from the topic");
            var diff = fenced.diff(relation, surroundings.random());
            subscription.snapshot();
            publication = new Publication(fenced, diff);
            become(new IngestorState.Snapshotting());
        }
    }

    private void publishNext() {
        var subscription = cursor;
        var current = publication;
        if (subscription == null || current == null) {
            throw new IllegalStateException("publishing without a subscription");
        }
        if (!leadership.held()) {
            release();
            become(new IngestorState.Standby());
            return;
        }
        for (var event : subscription.next()) {
            if (event instanceof Update update) {
                metrics.received(update);
            }
            current.accept(event).ifPresent(this::published);
        }
    }

    private void published(Publication.Batch batch) {
        status.published(batch.frontier(), now());
        metrics.published(batch.records(), batch.took());
        log.atDebug()
                .addKeyValue("frontier", batch.frontier())
                .addKeyValue("records", batch.records())
                .log("published a batch");
        recovery.succeeded();
        if (state instanceof IngestorState.Snapshotting) {
            become(new IngestorState.Streaming());
        }
    }

    private void failed(RuntimeException cause, String label, Recovery.Next next) {
        if (stopping) {
            // run() lets go of everything once nothing interrupts it any more.
            return;
        }
        release();
        status.lastCause(String.valueOf(cause.getMessage()));
        metrics.failed(label);
        log.atDebug().setCause(cause).log("failure");
        if (next == Recovery.Next.STOP) {
            become(new IngestorState.Failed(String.valueOf(cause.getMessage())));
            return;
        }
        if (state instanceof IngestorState.Streaming && !stillActive()) {
            become(new IngestorState.Standby());
            return;
        }
        var delay = next == Recovery.Next.AT_ONCE ? Duration.ZERO : recovery.delay(surroundings.random());
        log.atWarn()
                .addKeyValue("class", label)
                .addKeyValue("frontier", status.frontier().map(Object::toString).orElse("none"))
                .addKeyValue("delay_ms", delay.toMillis())
                .log(String.valueOf(cause.getMessage()));
        become(new IngestorState.BackingOff(now().plus(delay)));
    }

    private boolean stillActive() {
        try {
            return leadership.held();
        } catch (BrokerException e) {
            // Found again, and acted upon, by the next step that asks.
            return false;
        }
    }

    private void waitUntil(Instant until) throws InterruptedException {
        var remaining = Duration.between(now(), until);
        if (remaining.isPositive()) {
            surroundings.pause().pass(remaining.compareTo(PAUSE_MAX) < 0 ? remaining : PAUSE_MAX);
        } else {
            become(new IngestorState.Starting());
        }
    }

    /** Ends subscription and transaction, in this order: the server is told first, as it cannot time out on its own. */
    private void release() {
        var subscription = cursor;
        var open = writer;
        cursor = null;
        writer = null;
        publication = null;
        if (subscription != null) {
            end("subscription", subscription::close);
        }
        if (open != null) {
            end("transaction", open::close);
        }
    }

    private static void end(String what, Runnable close) {
        try {
            close.run();
        } catch (SubscribeException | BrokerException e) {
            log.atDebug().setCause(e).log("could not end the {} cleanly", what);
        }
    }

    private void cancel() {
        var subscription = cursor;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void become(IngestorState next) {
        if (!next.label().equals(state.label())) {
            log.atInfo()
                    .addKeyValue("state", next.label())
                    .addKeyValue("from", state.label())
                    .addKeyValue(
                            "frontier", status.frontier().map(Object::toString).orElse("none"))
                    .log("state changed");
        }
        state = next;
        status.state(next);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
