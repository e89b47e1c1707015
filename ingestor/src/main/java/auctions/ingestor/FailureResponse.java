package auctions.ingestor;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.leadership.Leadership;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.SubscribeException;
import auctions.ingestor.topic.Topic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Where the loop goes after a failure: it backs off, stands by, or ends. Tells people of the failure on the way. Owned by the
 * loop's thread.
 */
final class FailureResponse {

    private static final Logger log = LoggerFactory.getLogger(FailureResponse.class);

    private final FailureHistory failures;

    private final Topic topic;

    private final Leadership leadership;

    private final Platform platform;

    private final IngestorStatus status;

    FailureResponse(
            FailureHistory failures, Topic topic, Leadership leadership, Platform platform, IngestorStatus status) {
        this.failures = failures;
        this.topic = topic;
        this.leadership = leadership;
        this.platform = platform;
        this.status = status;
    }

    /**
     * The state that follows the failure of a subscription.
     *
     * @param failed the state that failed, which owns nothing any more
     */
    IngestorState to(SubscribeException e, IngestorState failed) {
        e.since().ifPresent(this::lostHistory);
        return next(e, e.failureClass().label(), failures.after(e.failureClass()), failed);
    }

    /** The state that follows a failure of Kafka. */
    IngestorState to(BrokerException e, IngestorState failed) {
        return next(e, e.failureClass().label(), failures.after(e.failureClass()), failed);
    }

    /** The server told the earliest time it can read, which our frontier is behind of. */
    private void lostHistory(MzTimestamp since) {
        status.frontier()
                .ifPresent(frontier -> status.historyMargin(Duration.ofMillis(frontier.value() - since.value())));
    }

    private IngestorState next(RuntimeException cause, String label, FailureHistory.Next next, IngestorState failed) {
        var message = String.valueOf(cause.getMessage());
        status.failed(message, label);
        log.atDebug().setCause(cause).log("failure");
        if (next == FailureHistory.Next.STOP) {
            if (label.equals(FailureClass.KEY_VIOLATION.label())) {
                noteUnknownKeys(failed);
            }
            return new IngestorState.Failed(message);
        }
        if (failed instanceof IngestorState.Streaming streaming && !stillActive()) {
            return new IngestorState.Standby(streaming.limits());
        }
        var delay = next == FailureHistory.Next.AT_ONCE ? Duration.ZERO : failures.delay(platform.random());
        log.atLevel(failures.untold(message) ? Level.WARN : Level.DEBUG)
                .addKeyValue("class", label)
                .addKeyValue("frontier", status.frontier().map(Object::toString).orElse("none"))
                .addKeyValue("delay_ms", delay.toMillis())
                .log(message);
        return new IngestorState.BackingOff(platform.monotonic().elapsed().plus(delay));
    }

    /** The next start, of whichever instance, begins with the difference; so it does not stop at a violation that is over. */
    private void noteUnknownKeys(IngestorState failed) {
        if (!(failed instanceof IngestorState.Publishing publishing) || !stillActive()) {
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
}
