package auctions.gateway.pump;

import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All pumps, and their end. At shutdown readiness turns off, then the streams end one by one over a few seconds; the web server
 * stops last.
 */
public final class Pumps implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Pumps.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(1);

    private final List<Pump> pumps;
    private final List<Thread> threads;
    private final Admission admission;
    private final BufferMemory buffers;
    private final Duration drain;
    private final Duration writeTimeout;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean running;

    Pumps(
            List<Pump> pumps,
            ThreadFactory threads,
            Admission admission,
            BufferMemory buffers,
            PumpProperties properties) {
        this.pumps = List.copyOf(pumps);
        this.threads = pumps.stream().map(threads::newThread).toList();
        this.admission = admission;
        this.buffers = buffers;
        this.drain = properties.drain();
        this.writeTimeout = properties.writeTimeout();
    }

    /** How long a subscriber may take no byte before it is cut. */
    public Duration writeTimeout() {
        return writeTimeout;
    }

    /** A connection for a stream whose bytes the container encrypts or puts into frames. Any thread's. */
    public BufferedConnection bufferedConnection() {
        return new BufferedConnection(buffers);
    }

    /** A subscriber that one of the pumps serves, once it is started. Any thread's. */
    public Subscriber subscriber(Connection connection, View view, StreamRequest request, Client client) {
        var pump = pumps.get(Math.floorMod(next.getAndIncrement(), pumps.size()));
        return pump.subscriber(connection, view, request, client);
    }

    /** Says that a view's log has grown. The log's writer calls it. */
    void appended(View view) {
        for (var pump : pumps) {
            pump.appended(view);
        }
    }

    @Override
    public void start() {
        running = true;
        threads.forEach(Thread::start);
    }

    @Override
    public void stop() {
        admission.drain();
        log.atInfo().addKeyValue("subscribers", admission.subscribers()).log("draining");
        pumps.forEach(pump -> pump.drain(drain));
        long endNanos = System.nanoTime() + drain.plus(STOP_MAX).toNanos();
        for (var thread : threads) {
            join(thread, endNanos);
        }
        pumps.forEach(Pump::stop);
        running = false;
    }

    private static void join(Thread thread, long endNanos) {
        try {
            if (!thread.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())))) {
                log.atWarn().addKeyValue("thread", thread.getName()).log("pump still has subscribers after the drain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started last, stopped first: before the web server's own graceful shutdown, which would wait for streams to end. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
