package auctions.load;

import auctions.e2e.SseClient;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Subscribers that come one after another, each until its first row, on a thread of their own. Notes how long that took. */
final class HonestNewcomers implements Runnable, Closeable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LoadSockets sockets;
    private final Thread thread;

    // Under the lock of this object.
    private final Latencies latencies = new Latencies();
    private int lost;

    private volatile boolean stopped;

    private HonestNewcomers(LoadSockets sockets) {
        this.sockets = sockets;
        thread = Thread.ofPlatform().daemon().name("newcomers").unstarted(this);
    }

    static HonestNewcomers start(LoadSockets sockets) {
        var newcomers = new HonestNewcomers(sockets);
        newcomers.thread.start();
        return newcomers;
    }

    @Override
    public void run() {
        while (!stopped) {
            long beganNanos = System.nanoTime();
            boolean served = getsARow();
            if (!stopped) {
                note(served, Duration.ofNanos(System.nanoTime() - beganNanos));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean getsARow() {
        try (var socket = sockets.connect()) {
            var stream = SseClient.over(socket, "HTTP/1.1", "/subscribe?snapshot=false");
            return stream.next(PATIENCE).isPresent();
        } catch (IOException e) {
            if (!stopped) {
                System.err.println("an honest newcomer was cut: " + e);
            }
            return false;
        }
    }

    private synchronized void note(boolean served, Duration time) {
        if (served) {
            latencies.add(time.toNanos() / 1000);
        } else {
            lost++;
        }
    }

    /** What they have noted, as members of a JSON object. */
    synchronized String figures() {
        return String.format(
                Locale.ROOT,
                "\"newcomers\":%d,\"newcomers_lost\":%d,\"newcomers_p99_ms\":%.1f,\"newcomers_max_ms\":%.1f",
                latencies.count() + lost,
                lost,
                latencies.millis(0.99),
                latencies.maxMillis());
    }

    @Override
    public void close() {
        stopped = true;
    }
}
