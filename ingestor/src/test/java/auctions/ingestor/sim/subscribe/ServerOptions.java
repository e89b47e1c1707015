package auctions.ingestor.sim.subscribe;

/** The settings of a running server that tests and faults change. Any thread. */
public final class ServerOptions {
    private volatile Wording wording = Wording.V26_22;
    private volatile boolean silent;
    private volatile boolean computing;
    private volatile long maxBufferedBytes = 128L << 20;
    private volatile int maxConnections = 5000;

    /** How errors are worded. */
    public Wording wording() {
        return wording;
    }

    /** Words errors so. */
    public void wording(Wording value) {
        wording = value;
    }

    /** Whether dataflows say nothing, as if no cluster had a replica. */
    public boolean silent() {
        return silent;
    }

    /** Lets dataflows say nothing, or speak again. */
    public void silent(boolean value) {
        silent = value;
    }

    /** Whether subscriptions send their opening row and nothing more. */
    public boolean computing() {
        return computing;
    }

    /** Lets subscriptions send their opening row and nothing more, or go on. */
    public void computing(boolean value) {
        computing = value;
    }

    /** {@code subscribe_max_buffered_bytes}. */
    public long maxBufferedBytes() {
        return maxBufferedBytes;
    }

    /** Limits the backlog of a subscription. */
    public void maxBufferedBytes(long value) {
        maxBufferedBytes = value;
    }

    /** How many clients may be logged in, superusers included. */
    public int maxConnections() {
        return maxConnections;
    }

    /** Limits the number of clients. */
    public void maxConnections(int value) {
        maxConnections = value;
    }
}
