package auctions.ingestor.sim.data;

/** Wakes the one thread of a session when anything that it may wait for has happened. Signals are never lost. */
public final class Pulse {
    // Guarded by this.
    private boolean signalled;

    /** Wakes the waiting thread, or lets its next wait end at once. */
    public synchronized void signal() {
        signalled = true;
        notifyAll();
    }

    /** Waits for a signal, at most until a {@link System#nanoTime} deadline. */
    public synchronized void await(long deadlineNanos) throws InterruptedException {
        while (!signalled) {
            var left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        signalled = false;
    }
}
