package auctions.ingestor.sim.subscribe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The running SUBSCRIBEs of the server. Any thread. */
public final class RunningSubscribes {
    private final Set<SubscribeStream> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong started = new AtomicLong();

    /** A stream has started. */
    public void add(SubscribeStream stream) {
        running.add(stream);
        started.incrementAndGet();
    }

    /** A stream has ended; harmless when it is repeated. */
    public void remove(SubscribeStream stream) {
        running.remove(stream);
    }

    /** The running streams. */
    public Set<SubscribeStream> running() {
        return running;
    }

    /** How many streams have ever started. */
    public long started() {
        return started.get();
    }
}
