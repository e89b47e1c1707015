package auctions.gateway.pump;

import java.util.ArrayList;
import java.util.function.Consumer;

/** The subscribers of one pump, in no order. Owned by the pump. */
final class Subscribers {
    /* A turn reads several objects: the subscriber, its selection key, its cursor, and what key and cursor refer to. By a
     * subscriber's next turn the kernel's work for all the others has pushed them out of the processor's caches, and a turn
     * that waits for each of them to come back from memory waits longer than it works. So the objects of a few subscribers
     * are read together before the turns of these subscribers: memory then answers many questions in the time of one.
     */
    private static final int FETCHED_TOGETHER = 8;

    private final ArrayList<Subscriber> subscribers = new ArrayList<>();

    // Nobody reads this field; but the JIT compiler removes no read whose result ends up in a field.
    @SuppressWarnings("UnusedVariable")
    private long fetched;

    int size() {
        return subscribers.size();
    }

    /** The one that was added last, or took the place of one that was. */
    Subscriber last() {
        return subscribers.getLast();
    }

    void add(Subscriber subscriber) {
        subscriber.index = subscribers.size();
        subscribers.add(subscriber);
    }

    /** Takes a subscriber out; false if it is not here any more. */
    boolean remove(Subscriber subscriber) {
        if (subscriber.index < 0) {
            return false;
        }
        var last = subscribers.removeLast();
        if (last != subscriber) {
            subscribers.set(subscriber.index, last);
            last.index = subscriber.index;
        }
        subscriber.index = -1;
        return true;
    }

    /** Visits each once, the last first; the visitor may take out the one that it visits. */
    void forEach(Consumer<Subscriber> visitor) {
        for (int end = subscribers.size(); end > 0; end -= FETCHED_TOGETHER) {
            int start = Math.max(0, end - FETCHED_TOGETHER);
            prefetch(start, end);
            for (int i = end - 1; i >= start; i--) {
                visitor.accept(subscribers.get(i));
            }
        }
    }

    private void prefetch(int start, int end) {
        long read = 0;
        for (int i = start; i < end; i++) {
            read += subscribers.get(i).prefetch();
        }
        fetched = read;
    }
}
