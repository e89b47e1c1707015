package auctions.ingestor.sim.subscribe;

import java.time.Duration;

/** The settings of a running server that tests and faults change. Any thread. */
public final class ServerOptions {
    private volatile Wording wording = Wording.V26_22;
    private volatile boolean silent;
    private volatile long maxBufferedBytes = 128L << 20;
    private volatile int maxConnections = 5000;
    private volatile Duration rowDelay = Duration.ZERO;

    public Wording wording() {
        return wording;
    }

    public void wording(Wording value) {
        wording = value;
    }

    /** Whether dataflows say nothing, as if no cluster had a replica. */
    public boolean silent() {
        return silent;
    }

    public void silent(boolean value) {
        silent = value;
    }

    /** {@code subscribe_max_buffered_bytes}. */
    public long maxBufferedBytes() {
        return maxBufferedBytes;
    }

    public void maxBufferedBytes(long value) {
        maxBufferedBytes = value;
    }

    public int maxConnections() {
        return maxConnections;
    }

    public void maxConnections(int value) {
        maxConnections = value;
    }

    /** A pause before each row of a subscription. */
    public Duration rowDelay() {
        return rowDelay;
    }

    public void rowDelay(Duration value) {
        rowDelay = value;
    }
}
