package auctions.ingestor;

import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.MzTimestamp;
import auctions.ingestor.topic.TopicException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What has failed since a frontier was last published, and what follows from it. The rules are those of the class table:
 * see {@link FailureClass}. Owned by the loop's thread.
 */
final class Recovery {

    /** What the loop does next. */
    enum Next {
        /** Recovers without waiting. */
        AT_ONCE,
        /** Backs off, then recovers. */
        BACK_OFF,
        /** Ends with a message. */
        STOP
    }

    /** Silence is over when progress does not come each second; a view that is being computed is given longer. */
    private static final Duration PATIENCE_FIRST = Duration.ofSeconds(10);

    private static final Duration PATIENCE_MAX = Duration.ofMinutes(10);

    /** How often a dropped name is looked up before it is taken for gone: about two minutes of backing off. */
    private static final int LOOK_UPS_MAX = 10;

    private Backoff backoff = Backoff.initial();

    private Duration patience = PATIENCE_FIRST;

    private @Nullable FailureClass last;

    private MzTimestamp attempted = MzTimestamp.ZERO;

    private @Nullable MzTimestamp lost;

    private int lookUps;

    /** How long the next subscription may be silent until its first frontier is closed. */
    Duration patience() {
        return patience;
    }

    /**
     * Whether a subscription at this frontier can only begin with a snapshot, since resuming there has failed. At any
     * other one, which another instance may have published meanwhile, it is tried. The next failure is taken to be about
     * the frontier asked for last.
     */
    boolean snapshotNeeded(MzTimestamp frontier) {
        attempted = frontier;
        return frontier.equals(lost);
    }

    /** A frontier was published: whatever failed before is over. */
    void succeeded() {
        backoff = Backoff.initial();
        patience = PATIENCE_FIRST;
        last = null;
        lost = null;
        lookUps = 0;
    }

    /** The subscription failed. */
    Next after(FailureClass failure) {
        var previous = last;
        last = failure;
        if (failure == FailureClass.SILENT) {
            var doubled = patience.multipliedBy(2);
            patience = doubled.compareTo(PATIENCE_MAX) < 0 ? doubled : PATIENCE_MAX;
        }
        if (failure == FailureClass.UNKNOWN_OBJECT && lookUps > 0) {
            return lookUps++ < LOOK_UPS_MAX ? Next.BACK_OFF : Next.STOP;
        }
        return switch (failure.reaction()) {
            case RETRY -> Next.BACK_OFF;
            case RETRY_ONCE -> previous == failure ? Next.STOP : Next.BACK_OFF;
            case LOOK_UP_AGAIN -> lookUps++ < LOOK_UPS_MAX ? Next.BACK_OFF : Next.STOP;
            case SNAPSHOT -> {
                boolean known = attempted.equals(lost);
                lost = attempted;
                yield known ? Next.BACK_OFF : Next.AT_ONCE;
            }
            case STOP -> Next.STOP;
        };
    }

    /** Kafka failed. */
    Next after(TopicException.Kind failure) {
        return failure == TopicException.Kind.FATAL ? Next.STOP : Next.BACK_OFF;
    }

    /** How long to back off now; longer the next time. */
    Duration delay(RandomGenerator random) {
        var delay = backoff.delay(random);
        backoff = backoff.next();
        return delay;
    }

    /** The server told the earliest time it can read, which our frontier is behind of. */
    void lostHistory(IngestorStatus status, MzTimestamp since) {
        status.frontier()
                .ifPresent(frontier -> status.historyMargin(Duration.ofMillis(frontier.value() - since.value())));
    }
}
