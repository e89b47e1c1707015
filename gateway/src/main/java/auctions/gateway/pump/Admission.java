package auctions.gateway.pump;

import auctions.gateway.fanout.View;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: the number of places, in all, of each view and of each client, the number taken, and a count of those who left or were refused, by
 * view and cause. Any thread's.
 */
public final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final int places;
    private final int placesOfView;
    private final int filtersPerStream;
    private final Quota byAddress;
    private final Quota bySubject;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<View, Counters> counters = new ConcurrentHashMap<>();
    private volatile boolean draining;

    Admission(int places, int placesOfView, AdmissionProperties limits) {
        this.places = places;
        this.placesOfView = placesOfView;
        this.filtersPerStream = limits.filtersPerStream();
        this.byAddress = new Quota(limits.perAddress(places));
        this.bySubject = new Quota(limits.perSubject());
    }

    /** What is counted of one view. */
    private record Counters(AtomicInteger taken, Map<Disconnect, LongAdder> disconnects) {}

    /**
     * Takes a place for a subscriber of the view, which {@link #leave} gives back.
     *
     * @param filters how many values its stream is filtered by
     * @return empty if the place is taken; else why there is none, which is counted
     */
    public Optional<Disconnect> enter(View view, Client client, int filters) {
        if (draining) {
            return refuse(view, Disconnect.DRAIN);
        }
        if (view.status().absent()) {
            return refuse(view, Disconnect.NO_TOPIC);
        }
        if (filters > filtersPerStream) {
            return refuse(view, Disconnect.FILTER_LIMIT);
        }
        if (!takePlace(view)) {
            return refuse(view, Disconnect.OVERLOAD);
        }
        if (!byAddress.take(client.address())) {
            giveBackPlace(view);
            return refuse(view, Disconnect.ADDRESS_LIMIT);
        }
        if (!bySubject.take(client.subject())) {
            byAddress.giveBack(client.address());
            giveBackPlace(view);
            return refuse(view, Disconnect.SUBJECT_LIMIT);
        }
        return Optional.empty();
    }

    private boolean takePlace(View view) {
        if (taken.incrementAndGet() > places) {
            taken.decrementAndGet();
            return false;
        }
        var ofView = counters(view).taken;
        if (ofView.incrementAndGet() > placesOfView) {
            ofView.decrementAndGet();
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    private void giveBackPlace(View view) {
        taken.decrementAndGet();
        counters(view).taken.decrementAndGet();
    }

    /** Counts one who is not let in. */
    public Optional<Disconnect> refuse(View view, Disconnect cause) {
        count(view, cause);
        return Optional.of(cause);
    }

    /** Gives a place back, and counts why. */
    public void leave(View view, Client client, Disconnect cause) {
        byAddress.giveBack(client.address());
        bySubject.giveBack(client.subject());
        giveBackPlace(view);
        count(view, cause);
    }

    /** From now on nobody is let in. */
    void drain() {
        draining = true;
    }

    /** Subscribers connected now, of all views. */
    int subscribers() {
        return taken.get();
    }

    /** Addresses, or networks of addresses, that have a subscriber connected now. */
    int addresses() {
        return byAddress.holders();
    }

    /** Subscribers of the view that are connected now. */
    int subscribers(View view) {
        return counters(view).taken.get();
    }

    /** The number of subscribers of the view that left, or were refused, for this cause. */
    long disconnects(View view, Disconnect cause) {
        return counter(view, cause).sum();
    }

    private void count(View view, Disconnect cause) {
        counter(view, cause).increment();
        log.atDebug()
                .addKeyValue("view", view.name())
                .addKeyValue("cause", cause.label())
                .log("disconnected subscriber");
    }

    private LongAdder counter(View view, Disconnect cause) {
        return counters(view).disconnects.computeIfAbsent(cause, _ -> new LongAdder());
    }

    private Counters counters(View view) {
        return counters.computeIfAbsent(view, _ -> new Counters(new AtomicInteger(), new ConcurrentHashMap<>()));
    }
}
