package auctions.gateway.sse;

import java.util.ArrayList;
import java.util.function.Consumer;

/** The subscribers of one pump, in no order. Owned by the pump. */
final class Roster {
    /* Since a subscriber's last turn, what the kernel did for all the others has pushed its objects out of the processor's
     * caches. A turn that waits for each of them to come back waits longer than it works. So those of a few subscribers are
     * asked for together before their turns: memory answers many questions in the time of one.
     */
    private static final int FETCHED_TOGETHER = 8;

    private final ArrayList<Subscriber> subscribers = new ArrayList<>();

    // Read by nobody; but what ends up in a field the JIT compiler does not leave out.
    @SuppressWarnings("UnusedVariable")
    private long fetched;

    int size() {
        return subscribers.size();
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

    /** Visits each once, the last first; the visitor may take out the one it visits. */
    void forEach(Consumer<Subscriber> visitor) {
        for (int end = subscribers.size(); end > 0; end -= FETCHED_TOGETHER) {
            int start = Math.max(0, end - FETCHED_TOGETHER);
            fetch(start, end);
            for (int i = end - 1; i >= start; i--) {
                visitor.accept(subscribers.get(i));
            }
        }
    }

    private void fetch(int start, int end) {
        long read = 0;
        for (int i = start; i < end; i++) {
            read += subscribers.get(i).fetch();
        }
        fetched = read;
    }
}
