package auctions.ingestor;

import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.leadership.Leadership;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.subscribe.Subscriptions;
import auctions.ingestor.topic.Published;
import auctions.ingestor.topic.Topic;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private final CurrentState current;
    private final FailureHistory failures = new FailureHistory();
    private final Recovery recovery;
    private final FailureResponse response;

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
        this.recovery = new Recovery(topic, failures, platform, status);
        this.response = new FailureResponse(failures, topic, leadership, platform, status);
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
            respond(() -> response.to(e, current.get()));
        } catch (BrokerException e) {
            respond(() -> response.to(e, current.get()));
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
            failures.standingBy();
        }
    }

    private void connect(IngestorState.Connecting connecting) {
        current.become(new IngestorState.Recovering(connecting.limits(), subscriptions.connect(failures.patience())));
    }

    /** See {@link Recovery#recover}. */
    private void recover(IngestorState.Recovering recovering) {
        if (!leadership.held()) {
            // Lost while connecting: fencing now would stop whoever is active.
            current.leave(new IngestorState.Standby(recovering.limits()));
            return;
        }
        current.become(recovery.recover(recovering));
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
            if (batch.filter(Published::differenceDue).isPresent() && failures.mayDiffer(now())) {
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
        failures.succeeded();
        if (current.get() instanceof IngestorState.Snapshotting(var limits, var cursor, var publication)) {
            current.become(new IngestorState.Streaming(limits, cursor, publication));
        }
    }

    private void respond(Supplier<IngestorState> next) {
        if (stopping) {
            // close() lets go of everything, once nothing interrupts the loop any more.
            return;
        }
        current.release();
        current.become(next.get());
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
