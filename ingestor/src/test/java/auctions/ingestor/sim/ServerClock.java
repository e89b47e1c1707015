package auctions.ingestor.sim;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The server's wall clock, which can be set back. Any thread. */
final class ServerClock implements LongSupplier {
    private final LongSupplier source;
    private final AtomicLong behindMillis = new AtomicLong();

    ServerClock(LongSupplier source) {
        this.source = source;
    }

    /** Sets the clock back and returns what it shows then. */
    long setBack(Duration by) {
        behindMillis.addAndGet(by.toMillis());
        return getAsLong();
    }

    @Override
    public long getAsLong() {
        return source.getAsLong() - behindMillis.get();
    }
}
