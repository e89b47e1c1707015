package auctions.ingestor.sim;

import java.time.Duration;
import java.util.Optional;

/** The settings of a running server that tests and faults change. Any thread. */
final class ServerOptions {
    private volatile Wording wording = Wording.V2026;
    private volatile boolean silent;
    private volatile long maxBufferedBytes = 128L << 20;
    private volatile int maxConnections = 5000;
    private volatile Optional<String> password = Optional.empty();
    private volatile Duration rowDelay = Duration.ZERO;

    Wording wording() {
        return wording;
    }

    void wording(Wording value) {
        wording = value;
    }

    /** Whether dataflows say nothing, as if no cluster had a replica. */
    boolean silent() {
        return silent;
    }

    void silent(boolean value) {
        silent = value;
    }

    /** {@code subscribe_max_buffered_bytes}. */
    long maxBufferedBytes() {
        return maxBufferedBytes;
    }

    void maxBufferedBytes(long value) {
        maxBufferedBytes = value;
    }

    int maxConnections() {
        return maxConnections;
    }

    void maxConnections(int value) {
        maxConnections = value;
    }

    /** The password that logins need; none when absent. */
    Optional<String> password() {
        return password;
    }

    void password(Optional<String> value) {
        password = value;
    }

    /** A pause before each row of a subscription. */
    Duration rowDelay() {
        return rowDelay;
    }

    void rowDelay(Duration value) {
        rowDelay = value;
    }
}
