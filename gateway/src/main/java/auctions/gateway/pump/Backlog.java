package auctions.gateway.pump;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The subscribers that have more to come than one turn, in the order of their turns. Owned by the pump. */
final class Backlog {
    private final ArrayDeque<Subscriber> subscribers = new ArrayDeque<>();
    private final Deadlines deadlines;

    Backlog(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    /** Puts a subscriber at the end, unless it is here. */
    void add(Subscriber subscriber) {
        if (!subscriber.queued) {
            subscriber.queued = true;
            subscribers.add(subscriber);
        }
    }

    /** Takes out one after another for a turn, until each had one or their time in a row is over; at least one. Some have gone meanwhile. */
    void forEach(Consumer<Subscriber> turn) {
        long beganNanos = System.nanoTime();
        int left = subscribers.size();
        while (left > 0) {
            var subscriber = subscribers.remove();
            subscriber.queued = false;
            if (subscriber.isHere()) {
                turn.accept(subscriber);
            }
            left = deadlines.isOver(beganNanos, System.nanoTime()) ? 0 : left - 1;
        }
    }
}
