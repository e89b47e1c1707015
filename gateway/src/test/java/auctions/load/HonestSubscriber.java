package auctions.load;

import auctions.e2e.SseClient;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** A subscriber that reads all it gets, on a thread of its own, and notes how long each row was on its way. */
final class HonestSubscriber implements Runnable, Closeable {
    private static final Pattern WRITTEN_AT = Pattern.compile("\"t\":(\\d+)");
    /** Rows come all the time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SseClient stream;
    private final Thread thread;

    // Under the lock of this object.
    private final Latencies latencies = new Latencies();

    private volatile boolean stopped;
    private volatile boolean cut;

    private HonestSubscriber(LoadSockets sockets) throws IOException {
        stream = SseClient.over(sockets.connect(), "HTTP/1.1", "/subscribe?snapshot=false");
        thread = Thread.ofPlatform().name("honest").unstarted(this);
    }

    static HonestSubscriber start(LoadSockets sockets) throws IOException {
        var honest = new HonestSubscriber(sockets);
        honest.thread.start();
        return honest;
    }

    @Override
    public void run() {
        try {
            for (var event = stream.next(PATIENCE); event.isPresent(); event = stream.next(PATIENCE)) {
                note(event.get().data());
            }
            cut = true;
        } catch (IOException e) {
            if (!stopped) {
                System.err.println("an honest subscriber was cut: " + e);
                cut = true;
            }
        }
    }

    private synchronized void note(String row) {
        var writtenAt = WRITTEN_AT.matcher(row);
        if (writtenAt.find()) {
            latencies.add(LoadFeed.micros() - Long.parseLong(writtenAt.group(1)));
        }
    }

    /** What it has noted, as members of a JSON object. */
    synchronized String figures() {
        return String.format(
                Locale.ROOT,
                "\"honest_rows\":%d,\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,\"cut\":%b",
                latencies.count(),
                latencies.millis(0.5),
                latencies.millis(0.99),
                latencies.maxMillis(),
                cut);
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        stream.close();
    }
}
