package auctions.ingestor;

import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.Leadership;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.subscribe.SubscribeSession;
import auctions.ingestor.subscribe.Subscriptions;
import auctions.ingestor.topic.Publication;
import auctions.ingestor.topic.Published;
import auctions.ingestor.topic.Recovered;
import auctions.ingestor.topic.Topic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The loop's steps: stands by, recovers, subscribes and publishes. Start reading at {@link #step}.
 *
 * <p>Every failure leads back to recovery, which trusts nothing but the topic: it fences older writers, reads the
 * checkpoint, and resumes or publishes a snapshot's difference. One thread calls {@link #step} until the state has ended
 * or {@link #stop} was called, then {@link #close}.
 */
final class Ingestor {

    private static final Logger log = LoggerFactory.getLogger(Ingestor.class);

    /** How often a standby looks at the checkpoint of the active instance. */
    private static final Duration STANDBY_INTERVAL = Duration.ofMillis(500);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    private final Subscriptions subscriptions;
    private final Topic topic;
    private final Leadership leadership;
    private final Platform platform;
    private final IngestorStatus status;
    private final Recovery recovery = new Recovery();

    private final CurrentState current;

    // Written by any thread.
    private volatile boolean stopping;

    Ingestor(
            Subscriptions subscriptions, Topic topic, Leadership leadership, Platform platform, IngestorStatus status) {
        this.subscriptions = subscriptions;
        this.topic = topic;
        this.leadership = leadership;
        this.platform = platform;
        this.status = status;
        this.current = new CurrentState(status);
    }

    /** Where the loop is. */
    IngestorState state() {
        return current.get();
    }

    /** One transition, or the events of the subscription that have been read. */
    void step() throws InterruptedException {
        status.turned(now());
        try {
            switch (current.get()) {
                case IngestorState.Starting _ -> start();
                case IngestorState.Standby standby -> standBy(standby);
                case IngestorState.Connecting connecting -> connect(connecting);
                case IngestorState.Recovering recovering -> recover(recovering);
                case IngestorState.Publishing publishing -> publishNext(publishing);
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
        var limits = topic.prepare();
        leadership.start(current::cancel);
        current.become(new IngestorState.Standby(limits));
    }

    private void standBy(IngestorState.Standby standby) throws InterruptedException {
        if (leadership.await(STANDBY_INTERVAL)) {
            current.become(new IngestorState.Connecting(standby.limits()));
        } else {
            topic.lastFrontier().ifPresent(frontier -> status.seen(frontier, now()));
            recovery.standingBy();
        }
    }

    private void connect(IngestorState.Connecting connecting) {
        current.become(new IngestorState.Recovering(connecting.limits(), subscriptions.connect(recovery.patience())));
    }

    private void recover(IngestorState.Recovering recovering) {
        if (!leadership.held()) {
            // Lost while connecting: fencing now would stop whoever is active.
            current.leave(new IngestorState.Standby(recovering.limits()));
            return;
        }
        var recovered = topic.open(recovering.limits(), platform.random());
        try {
            status.recovered(recovered, now());
            recovered.checkClock(recovering.session().origin());
            current.become(subscribed(recovering, publication(recovered, recovering.session())));
        } catch (SubscribeException | BrokerException e) {
            CurrentState.letGo(recovered::close);
            throw e;
        }
    }

    /** Resume or difference: decided here. A resume may still begin with a snapshot, as a proof: see {@link Recovered#resume}. */
    private Publication publication(Recovered recovered, SubscribeSession session) {
        var relation = session.relation();
        var origin = session.origin();
        log.atInfo()
                .addKeyValue("frontier", recovered.frontier())
                .addKeyValue("torn_records", recovered.tornRecords())
                .addKeyValue("columns", relation.columnNames())
                .log("recovered");
        var obstacle = recovery.obstacle(recovered.frontier()).or(() -> recovered.obstacle(relation, origin));
        if (obstacle.isEmpty()) {
            return recovered.resume(relation, origin);
        }
        log.atWarn()
                .addKeyValue("frontier", recovered.frontier())
                .addKeyValue("reason", obstacle.get())
                .log("publishing how a snapshot differs from the topic");
        return recovered.diff(relation, origin);
    }

    private static IngestorState subscribed(IngestorState.Recovering recovering, Publication publication) {
        var cursor = recovering.session().subscribe(publication.start());
        return publication.start().snapshot()
                ? new IngestorState.Snapshotting(recovering.limits(), cursor, publication)
                : new IngestorState.Streaming(recovering.limits(), cursor, publication);
    }

    private void publishNext(IngestorState.Publishing publishing) {
        if (!leadership.held()) {
            current.leave(new IngestorState.Standby(publishing.limits()));
            return;
        }
        for (var event : publishing.cursor().next()) {
            if (event instanceof Update update) {
                status.received(update);
            }
            var batch = publishing.publication().accept(event);
            batch.ifPresent(this::published);
            if (batch.filter(Published::differenceDue).isPresent() && recovery.mayDiffer(now())) {
                log.atWarn().log("a key that several rows had has changed; taking a snapshot to find its row");
                current.leave(new IngestorState.Connecting(publishing.limits()));
                return;
            }
        }
    }

    private void published(Published batch) {
        status.published(batch, now());
        log.atDebug()
                .addKeyValue("frontier", batch.frontier())
                .addKeyValue("records", batch.records())
                .log("published a batch");
        recovery.succeeded();
        if (current.get() instanceof IngestorState.Snapshotting(var limits, var cursor, var publication)) {
            current.become(new IngestorState.Streaming(limits, cursor, publication));
        }
    }

    private void failed(RuntimeException cause, String label, Recovery.Next next) {
        if (stopping) {
            // close() lets go of everything, once nothing interrupts the loop any more.
            return;
        }
        current.release();
        status.failed(String.valueOf(cause.getMessage()), label);
        log.atDebug().setCause(cause).log("failure");
        if (next == Recovery.Next.STOP) {
            if (label.equals(FailureClass.KEY_VIOLATION.label())) {
                noteUnknownKeys();
            }
            current.become(new IngestorState.Failed(String.valueOf(cause.getMessage())));
            return;
        }
        if (current.get() instanceof IngestorState.Streaming streaming && !stillActive()) {
            current.become(new IngestorState.Standby(streaming.limits()));
            return;
        }
        var delay = next == Recovery.Next.AT_ONCE ? Duration.ZERO : recovery.delay(platform.random());
        var message = String.valueOf(cause.getMessage());
        log.atLevel(recovery.untold(message) ? Level.WARN : Level.DEBUG)
                .addKeyValue("class", label)
                .addKeyValue("frontier", status.frontier().map(Object::toString).orElse("none"))
                .addKeyValue("delay_ms", delay.toMillis())
                .log(message);
        current.become(new IngestorState.BackingOff(now().plus(delay)));
    }

    /** The next start, of whichever instance, begins with the difference; so it does not stop at a violation that is over. */
    private void noteUnknownKeys() {
        if (!(current.get() instanceof IngestorState.Publishing publishing) || !stillActive()) {
            return;
        }
        try {
            topic.noteUnknownKeys(publishing.limits(), platform.random());
        } catch (BrokerException e) {
            log.atWarn()
                    .setCause(e)
                    .log("could not write down that a key was violated; the next start stops at the violation again");
        }
    }

    private boolean stillActive() {
        try {
            return leadership.held();
        } catch (BrokerException e) {
            // Found again, and acted upon, by the next step that asks.
            return false;
        }
    }

    private void waitUntil(Duration until) throws InterruptedException {
        var remaining = until.minus(now());
        if (remaining.isPositive()) {
            platform.pause().pass(remaining.compareTo(PAUSE_MAX) < 0 ? remaining : PAUSE_MAX);
        } else {
            current.become(new IngestorState.Starting());
        }
    }

    /** Makes the current step end soon; no further one may follow. May be called from any thread. */
    void stop() {
        stopping = true;
        current.cancel();
    }

    /** Lets go of everything: cancels the subscription, aborts the transaction, leaves the group. */
    void close() {
        current.release();
        leadership.close();
        topic.close();
        if (!current.get().ended()) {
            current.become(new IngestorState.Stopped());
        }
    }

    private Duration now() {
        return platform.monotonic().elapsed();
    }
}
