package auctions.gateway.pump;

import java.util.concurrent.atomic.LongAdder;

/** What all pumps have written so far. Any thread's. */
final class Deliveries {
    private final LongAdder turns = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Counts turns in which something was written, and the bytes of these turns. */
    void add(long moreTurns, long moreBytes) {
        turns.add(moreTurns);
        bytes.add(moreBytes);
    }

    /** Turns in which something was written. */
    long turns() {
        return turns.sum();
    }

    /** Bytes written in these turns. */
    long bytes() {
        return bytes.sum();
    }
}
