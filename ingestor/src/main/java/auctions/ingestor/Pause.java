package auctions.ingestor;

import java.time.Duration;

/** Lets time pass on the loop's thread; the simulation's clock passes at once. */
@FunctionalInterface
interface Pause {

    /** Waits so long, or less when the ingestor is to stop. */
    void pass(Duration duration) throws InterruptedException;
}
