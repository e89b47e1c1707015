package auctions.gateway.pump;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** All subscribers of one pump, by view. Owned by the pump; which views there are never changes. */
final class PumpSubscribers {
    private final Map<View, ViewSubscribers> byView = new LinkedHashMap<>();
    private int size;

    PumpSubscribers(Views views, Deliveries deliveries) {
        views.all().forEach(view -> byView.put(view, new ViewSubscribers(view, deliveries)));
    }

    /** Those of one view. Any thread's, as is the next. */
    ViewSubscribers of(View view) {
        var ofView = byView.get(view);
        if (ofView == null) {
            throw new IllegalStateException("pump does not serve view " + view.name());
        }
        return ofView;
    }

    /** Those of each view. */
    Collection<ViewSubscribers> all() {
        return byView.values();
    }

    /** How many there are. */
    int size() {
        return size;
    }

    void add(Subscriber subscriber) {
        subscriber.peers().add(subscriber);
        size++;
    }

    /** Takes a subscriber out; false if it is not here any more. */
    boolean remove(Subscriber subscriber) {
        boolean removed = subscriber.peers().remove(subscriber);
        if (removed) {
            size--;
        }
        return removed;
    }
}
