package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.subscribe.FailureClass;
import java.time.Duration;
import java.util.Optional;
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

    // The name may stand for another view now, of which the topic holds nothing yet.
    private boolean replaced;

    /** How long the next subscription may be silent between its opening row and its first closed frontier. */
    Duration patience() {
        return patience;
    }

    /**
     * Why a subscription at this frontier can only begin with a snapshot: resuming there has failed, or the view was
     * dropped and may be another one now. Empty at any other frontier, which another instance may have published meanwhile:
     * it is tried. The next failure is taken to be about the frontier asked for last.
     */
    Optional<String> obstacle(MzTimestamp frontier) {
        attempted = frontier;
        if (replaced) {
            return Optional.of("the view was dropped");
        }
        return frontier.equals(lost) ? Optional.of("the history from there on is lost") : Optional.empty();
    }

    /** A frontier was published: whatever failed before is over. */
    void succeeded() {
        backoff = Backoff.initial();
        patience = PATIENCE_FIRST;
        last = null;
        lost = null;
        lookUps = 0;
        replaced = false;
    }

    /** Another instance is active and the topic can be read: what failed before need not slow a takeover down. */
    void standingBy() {
        backoff = Backoff.initial();
    }

    /** The subscription failed. */
    Next after(FailureClass failure) {
        var previous = last;
        last = failure;
        if (failure == FailureClass.SILENT_SNAPSHOT) {
            var doubled = patience.multipliedBy(2);
            patience = doubled.compareTo(PATIENCE_MAX) < 0 ? doubled : PATIENCE_MAX;
        }
        replaced |= failure == FailureClass.OBJECT_DROPPED;
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
    Next after(BrokerFailureClass failure) {
        return failure == BrokerFailureClass.FATAL ? Next.STOP : Next.BACK_OFF;
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
