package auctions.ingestor.sim;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The running SUBSCRIBEs of the server. Any thread. */
final class Subscriptions {
    private final Set<SubscribeStream> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong started = new AtomicLong();

    /** A stream has started. */
    void add(SubscribeStream stream) {
        running.add(stream);
        started.incrementAndGet();
    }

    /** A stream has ended; harmless when it is repeated. */
    void remove(SubscribeStream stream) {
        running.remove(stream);
    }

    /** The running streams. */
    Set<SubscribeStream> running() {
        return running;
    }

    /** How many streams have ever started. */
    long started() {
        return started.get();
    }
}
