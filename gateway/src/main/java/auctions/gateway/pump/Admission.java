package auctions.gateway.pump;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may come in: the number of places, the number taken, and a count of those who left or were refused, by cause. Any thread's. */
public final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final int places;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Disconnect, LongAdder> disconnects = new ConcurrentHashMap<>();
    private volatile boolean draining;

    Admission(int places) {
        this.places = places;
    }

    /**
     * Takes a place for a subscriber, which {@link #leave} gives back.
     *
     * @return empty if the place is taken; else why there is none, which is counted
     */
    public Optional<Disconnect> enter() {
        if (draining) {
            return refuse(Disconnect.DRAIN);
        }
        if (taken.incrementAndGet() > places) {
            taken.decrementAndGet();
            return refuse(Disconnect.OVERLOAD);
        }
        return Optional.empty();
    }

    private Optional<Disconnect> refuse(Disconnect cause) {
        count(cause);
        return Optional.of(cause);
    }

    /** Gives a place back, and counts why. */
    public void leave(Disconnect cause) {
        taken.decrementAndGet();
        count(cause);
    }

    /** From now on nobody is let in. */
    void drain() {
        draining = true;
    }

    /** Subscribers connected now. */
    int subscribers() {
        return taken.get();
    }

    /** The number of subscribers that left, or were refused, for this cause. */
    long disconnects(Disconnect cause) {
        return counter(cause).sum();
    }

    private void count(Disconnect cause) {
        counter(cause).increment();
        log.atDebug().addKeyValue("cause", cause.label()).log("parted with subscriber");
    }

    private LongAdder counter(Disconnect cause) {
        return disconnects.computeIfAbsent(cause, _ -> new LongAdder());
    }
}
