package auctions.gateway.pump;

import auctions.gateway.fanout.View;
import java.util.function.Consumer;

/** The subscribers of one view at one pump, and what they got. Owned by the pump, but for the word that the log has grown. */
final class ViewSubscribers {
    private final View view;
    private final Deliveries deliveries;

    // From any thread.
    private volatile boolean appended;

    // The pump's thread only.
    private final Subscribers subscribers = new Subscribers();
    private long turns;
    private long bytes;

    ViewSubscribers(View view, Deliveries deliveries) {
        this.view = view;
        this.deliveries = deliveries;
    }

    /** The view. */
    View view() {
        return view;
    }

    /** Says that the view's log has grown. Any thread's. */
    void appended() {
        appended = true;
    }

    /** Whether the log has grown since this was asked last. */
    boolean takeAppended() {
        boolean grown = appended;
        if (grown) {
            appended = false;
        }
        return grown;
    }

    int size() {
        return subscribers.size();
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    /** Takes a subscriber out; false if it is not here any more. */
    boolean remove(Subscriber subscriber) {
        return subscribers.remove(subscriber);
    }

    /** As {@link Subscribers#last}. */
    Subscriber last() {
        return subscribers.last();
    }

    /** As {@link Subscribers#forEach}. */
    void forEach(Consumer<Subscriber> visitor) {
        subscribers.forEach(visitor);
    }

    /** Counts a turn in which a subscriber got so many bytes; none is no turn. */
    void count(long written) {
        if (written > 0) {
            turns++;
            bytes += written;
        }
    }

    /** Adds to the counters that all pumps share what came together since the last time. */
    void report() {
        if (turns > 0) {
            deliveries.add(view, turns, bytes);
            turns = 0;
            bytes = 0;
        }
    }
}
