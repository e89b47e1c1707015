package auctions.ingestor;

import java.time.Duration;

/**
 * Time for waiting: it moves on evenly, and nobody sets it. Wall time can be set back by hours, and is for people and for
 * comparing with Materialize's time.
 */
@FunctionalInterface
interface MonotonicClock {

    /** The time since an arbitrary moment, the same one for the life of the process. */
    Duration elapsed();

    /** The clock of this machine. */
    static MonotonicClock system() {
        long origin = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - origin);
    }
}
