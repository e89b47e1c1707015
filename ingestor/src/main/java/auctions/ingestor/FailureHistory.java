package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.subscribe.FailureClass;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has failed since a frontier was last published, and what follows from it: see {@link FailureClass.Reaction}. Owned
 * by the loop's thread.
 */
final class FailureHistory {

    /** What the loop does next. */
    enum Next {
        /** Recovers without waiting. */
        AT_ONCE,
        /** Backs off, then recovers. */
        BACK_OFF,
        /** Ends with a message. */
        STOP
    }

    /** The opening row has shown that the server lives: only a large view, or a peer that died just now, is silent then. */
    private static final Duration PATIENCE_FIRST = Duration.ofMinutes(1);

    private static final Duration PATIENCE_MAX = Duration.ofMinutes(10);

    /** How many different messages are remembered. */
    private static final int TOLD_MAX = 100;

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private Backoff backoff = Backoff.initial();

    private Duration patience = PATIENCE_FIRST;

    private MzTimestamp attempted = MzTimestamp.ZERO;

    // A frontier at which no subscription can go on, and why.
    private @Nullable MzTimestamp lost;
    private String lostReason = "";

    private final DifferencePace differences = new DifferencePace();

    // What was told since a frontier was last published, without the numbers that differ each time.
    private final Set<String> told = new HashSet<>();

    private boolean everSucceeded;

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
        return frontier.equals(lost) ? Optional.of(lostReason) : Optional.empty();
    }

    /** A frontier was published: whatever failed before is over. */
    void succeeded() {
        backoff = Backoff.initial();
        patience = PATIENCE_FIRST;
        lost = null;
        told.clear();
        everSucceeded = true;
        replaced = false;
    }

    /** Another instance is active and the topic can be read: what failed before need not slow a takeover down. */
    void standingBy() {
        backoff = Backoff.initial();
    }

    /** Whether this message is the first of its kind since a frontier was last published. */
    boolean untold(String message) {
        if (told.size() == TOLD_MAX) {
            told.clear();
        }
        return told.add(DIGITS.matcher(message).replaceAll("#"));
    }

    /** The subscription failed. */
    Next after(FailureClass failure) {
        if (failure == FailureClass.SILENT_SNAPSHOT) {
            var doubled = patience.multipliedBy(2);
            patience = doubled.compareTo(PATIENCE_MAX) < 0 ? doubled : PATIENCE_MAX;
        }
        replaced |= failure == FailureClass.OBJECT_DROPPED;
        return switch (failure.reaction()) {
            case RETRY -> Next.BACK_OFF;
            case STOP_BEFORE_SUCCESS -> everSucceeded ? Next.BACK_OFF : Next.STOP;
            case SNAPSHOT -> {
                boolean known = attempted.equals(lost);
                lost = attempted;
                lostReason = failure == FailureClass.REPLAY_DIFFERS
                        ? "the database is not the one that the topic was written from"
                        : "the history from there on is lost";
                yield known ? Next.BACK_OFF : Next.AT_ONCE;
            }
            case STOP -> Next.STOP;
        };
    }

    /** Kafka failed. */
    Next after(BrokerFailureClass failure) {
        return failure == BrokerFailureClass.FATAL ? Next.STOP : Next.BACK_OFF;
    }

    /** Whether a difference may be published now, as changes of violated keys wait for one. */
    boolean mayDiffer(Duration now) {
        return differences.allows(now);
    }

    /** How long to back off now; longer the next time. */
    Duration delay(RandomGenerator random) {
        var delay = backoff.delay(random);
        backoff = backoff.next();
        return delay;
    }
}
