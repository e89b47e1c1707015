package auctions.gateway.pump;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The places that each holder may have of all, so that no holder can take those of the others. Any thread's. */
final class Quota {
    private final int max;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    Quota(int max) {
        this.max = max;
    }

    /** Takes a place for a holder, of whom empty text means nobody; false if the holder has as many as it may. */
    boolean take(String holder) {
        if (holder.isEmpty() || taken.merge(holder, 1, Integer::sum) <= max) {
            return true;
        }
        giveBack(holder);
        return false;
    }

    /** Gives a place back that was taken. */
    void giveBack(String holder) {
        if (!holder.isEmpty()) {
            taken.computeIfPresent(holder, (_, places) -> places == 1 ? null : places - 1);
        }
    }

    /** Holders that have a place now. */
    int holders() {
        return taken.size();
    }
}
