package auctions.gateway.sse;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many are connected, how many may be, and why others left. Any thread's. */
final class SubscriberRegistry {
    private static final Logger log = LoggerFactory.getLogger(SubscriberRegistry.class);

    private final int subscribersMax;
    private final AtomicInteger subscribers = new AtomicInteger();
    private final ConcurrentMap<Disconnect, LongAdder> disconnects = new ConcurrentHashMap<>();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean draining;

    SubscriberRegistry(int subscribersMax) {
        this.subscribersMax = subscribersMax;
    }

    /** Takes a place for a subscriber; false if all are taken. Every place taken is given back by {@link #left}. */
    boolean join() {
        if (subscribers.incrementAndGet() <= subscribersMax) {
            return true;
        }
        subscribers.decrementAndGet();
        return false;
    }

    /** Gives a place back, and counts why. */
    void left(Disconnect cause) {
        subscribers.decrementAndGet();
        turnedAway(cause);
    }

    /** Counts one that never had a place. */
    void turnedAway(Disconnect cause) {
        counter(cause).increment();
        log.atDebug().addKeyValue("cause", cause.label()).log("parted with subscriber");
    }

    /** From now on nobody is let in. */
    void drain() {
        draining = true;
    }

    /** Whether the gateway is going away. */
    boolean draining() {
        return draining;
    }

    /** Subscribers connected now. */
    int subscribers() {
        return subscribers.get();
    }

    /** Those who left for this cause so far. */
    long disconnects(Disconnect cause) {
        return counter(cause).sum();
    }

    /** Counts what a pump wrote. */
    void delivered(long writes, long written) {
        deliveries.add(writes);
        bytes.add(written);
    }

    /** Writes to subscribers so far; one carries all that was pending. */
    long deliveries() {
        return deliveries.sum();
    }

    /** Bytes written to subscribers so far. */
    long bytes() {
        return bytes.sum();
    }

    private LongAdder counter(Disconnect cause) {
        return disconnects.computeIfAbsent(cause, _ -> new LongAdder());
    }
}
