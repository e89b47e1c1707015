package auctions.gateway.pump;

import auctions.gateway.fanout.View;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What all pumps have written so far, by view. Any thread's. */
final class Deliveries {
    private final Map<View, Counters> counters = new ConcurrentHashMap<>();

    private record Counters(LongAdder turns, LongAdder bytes) {}

    /** Counts turns in which something was written, and the bytes of these turns. */
    void add(View view, long moreTurns, long moreBytes) {
        var ofView = counters(view);
        ofView.turns.add(moreTurns);
        ofView.bytes.add(moreBytes);
    }

    /** Turns in which something was written. */
    long turns(View view) {
        return counters(view).turns.sum();
    }

    /** Bytes written in these turns. */
    long bytes(View view) {
        return counters(view).bytes.sum();
    }

    private Counters counters(View view) {
        return counters.computeIfAbsent(view, _ -> new Counters(new LongAdder(), new LongAdder()));
    }
}
