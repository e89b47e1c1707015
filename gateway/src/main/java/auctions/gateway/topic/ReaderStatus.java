package auctions.gateway.topic;

import java.util.Optional;

/**
 * How the reader is doing, for readiness and operators.
 *
 * @param alive its thread runs; a broker out of reach does not change that
 * @param caughtUp what the topics held when it took its place there was handed on
 * @param lastCause what went wrong last, until the reader reads again
 */
public record ReaderStatus(boolean alive, boolean caughtUp, Optional<String> lastCause) {
    static final ReaderStatus STOPPED = new ReaderStatus(false, false, Optional.empty());

    ReaderStatus with(boolean nowCaughtUp) {
        return new ReaderStatus(alive, nowCaughtUp, lastCause);
    }

    ReaderStatus with(Optional<String> nowLastCause) {
        return new ReaderStatus(alive, caughtUp, nowLastCause);
    }
}
