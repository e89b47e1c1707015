package auctions.ingestor;

import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.subscribe.SubscribeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the loop is. Every change of the state is logged and shown in the status, and what the old state owned is either
 * in the new one or let go. Changed by the loop's thread; may be read and cancelled by any.
 */
final class CurrentState {

    private static final Logger log = LoggerFactory.getLogger(CurrentState.class);

    private final IngestorStatus status;

    private volatile IngestorState state = new IngestorState.Starting();

    CurrentState(IngestorStatus status) {
        this.status = status;
    }

    IngestorState get() {
        return state;
    }

    /** Goes on to a state that owns what this one owns, or where there is nothing to own. */
    void become(IngestorState next) {
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

    /** Lets go of what the state owns, and goes on to one that owns nothing. */
    void leave(IngestorState next) {
        release();
        become(next);
    }

    /** Lets go of what the state owns. */
    void release() {
        letGo(state::release);
    }

    /** Makes the loop fail soon where the state waits for Materialize. May be called from any thread. */
    void cancel() {
        state.cancel();
    }

    /** Ends something that is given up in any case; what fails in that is logged, and cured by the next recovery. */
    static void letGo(Runnable end) {
        try {
            end.run();
        } catch (SubscribeException | BrokerException e) {
            log.atDebug().setCause(e).log("could not end a subscription or a transaction cleanly");
        }
    }
}
