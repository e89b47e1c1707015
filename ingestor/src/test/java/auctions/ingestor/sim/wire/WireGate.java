package auctions.ingestor.sim.wire;

import java.util.concurrent.atomic.AtomicLong;

/** Stops or cuts what the server sends. Any thread. */
public final class WireGate {
    private final AtomicLong rowsUntilCut = new AtomicLong(Long.MAX_VALUE);

    // Guarded by this.
    private boolean stalled;

    /** From now on nothing leaves the server, and nobody is told. */
    public synchronized void stall() {
        stalled = true;
    }

    /** What was held back leaves now. */
    public synchronized void release() {
        stalled = false;
        notifyAll();
    }

    /** Waits while stalled. */
    synchronized void pass() {
        while (stalled) {
            try {
                wait();
            } catch (InterruptedException _) {
                throw new ClientGone();
            }
        }
    }

    /** Cuts the connection that sends the row after this many more subscribed rows. */
    public void cutAfter(long rows) {
        rowsUntilCut.set(rows);
    }

    /** Counts a subscribed row; true if the connection is to be cut before it. */
    public boolean cutsHere() {
        if (rowsUntilCut.get() == Long.MAX_VALUE || rowsUntilCut.getAndDecrement() > 0) {
            return false;
        }
        rowsUntilCut.set(Long.MAX_VALUE);
        return true;
    }
}
