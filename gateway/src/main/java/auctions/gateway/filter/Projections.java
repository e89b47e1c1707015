package auctions.gateway.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The projections that the streams of one view have now: streams with the same columns have the same one. Their number is limited. Any thread's. */
public final class Projections {
    private final int setsMax;
    private final long bytesMax;

    // Under the lock.
    private final Map<Projection, Shared> shared = new HashMap<>();

    private record Shared(Projection projection, int users) {}

    /** For at most so many sets of columns, each of which keeps about so many bytes of blocks. */
    public Projections(int setsMax, long bytesMax) {
        this.setsMax = setsMax;
        this.bytesMax = bytesMax;
    }

    /** The one projection of these columns, which its user gives back by {@link #leave}; empty if there are too many others. */
    public synchronized Optional<Projection> enter(Projection asked) {
        if (asked.showsAll()) {
            return Optional.of(asked);
        }
        var known = shared.get(asked);
        if (known == null && shared.size() >= setsMax) {
            return Optional.empty();
        }
        var entered = known == null
                ? new Shared(asked.withMemory(bytesMax), 1)
                : new Shared(known.projection, known.users + 1);
        shared.put(asked, entered);
        return Optional.of(entered.projection);
    }

    /** Gives a projection back. What was encoded goes with its last user. */
    public synchronized void leave(Projection projection) {
        shared.computeIfPresent(
                projection, (_, left) -> left.users == 1 ? null : new Shared(left.projection, left.users - 1));
    }

    /** The most sets of columns at a time. */
    public int setsMax() {
        return setsMax;
    }

    /** How many sets of columns streams have now. */
    public synchronized int sets() {
        return shared.size();
    }
}
