package auctions.gateway.topic;

import java.util.Optional;

/**
 * How a reader is doing, for readiness, subscribers and operators.
 *
 * @param alive its thread runs; a broker out of reach does not change that
 * @param absent the broker says that there is no such topic; false as long as the broker has not been asked
 * @param caughtUp what the topics held when it took its position there was handed on
 * @param lastCause what went wrong last, until the reader reads again
 */
public record ReaderStatus(boolean alive, boolean absent, boolean caughtUp, Optional<String> lastCause) {
    /** Not begun, or ended. */
    public static final ReaderStatus STOPPED = new ReaderStatus(false, false, false, Optional.empty());

    /** At work, and nothing read yet. */
    static final ReaderStatus STARTED = new ReaderStatus(true, false, false, Optional.empty());

    /** Whether the whole topic can be served. */
    public boolean ready() {
        return alive && caughtUp;
    }

    /** Why it is not ready, in plain words; empty if it is. */
    public Optional<String> reason() {
        return ready() ? Optional.empty() : lastCause.or(() -> Optional.of("reading the topic"));
    }

    /** All was handed on. */
    ReaderStatus withAllRead() {
        return new ReaderStatus(alive, absent, true, lastCause);
    }

    /** Nothing was read; whether there is something to read. */
    ReaderStatus withNothingRead(boolean nowAbsent) {
        return new ReaderStatus(alive, nowAbsent, false, lastCause);
    }

    ReaderStatus with(Optional<String> nowLastCause) {
        return new ReaderStatus(alive, absent, caughtUp, nowLastCause);
    }
}
