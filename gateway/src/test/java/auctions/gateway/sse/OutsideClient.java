package auctions.gateway.sse;

import auctions.e2e.SseEvent;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import okhttp3.Request;

/**
 * LaunchDarkly's okhttp-eventsource as a subscriber: it parses, remembers and reconnects by itself, and we only look on. Each time it
 * connects it is told where. Used by one thread.
 */
final class OutsideClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final IntSupplier port;
    private final EventSource source;
    private final List<Optional<String>> idsSent = new ArrayList<>();
    private int faults;

    private OutsideClient(IntSupplier port, String target, Optional<String> lastEventId) {
        this.port = port;
        // Its default of 5 s is shorter than the silence that the contract allows.
        var connect = ConnectStrategy.http(URI.create("http://localhost" + target))
                .readTimeout(20, TimeUnit.SECONDS)
                .requestTransformer(this::send);
        var builder = new EventSource.Builder(connect).errorStrategy(ErrorStrategy.alwaysContinue());
        source = lastEventId.map(builder::lastEventId).orElse(builder).build();
    }

    /** One that begins without an id; the port is asked for at each connection. */
    static OutsideClient open(IntSupplier port, String target) {
        return new OutsideClient(port, target, Optional.empty());
    }

    /** One that was here before. */
    static OutsideClient after(String lastEventId, int port) {
        return new OutsideClient(() -> port, "/subscribe", Optional.of(lastEventId));
    }

    private Request send(Request request) {
        idsSent.add(Optional.ofNullable(request.header("Last-Event-ID")));
        var url = request.url().newBuilder().port(port.getAsInt()).build();
        return request.newBuilder().url(url).build();
    }

    /** The next event that it dispatches, on this connection or a later one. */
    SseEvent next() throws StreamException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < endNanos) {
            switch (source.readAnyEvent()) {
                case MessageEvent event ->
                // Its null is the standard's empty id.
                {
                    return new SseEvent(
                            event.getEventName(),
                            event.getData(),
                            Optional.ofNullable(event.getLastEventId()).orElse(""));
                }
                case FaultEvent _ -> faults++;
                default -> {}
            }
        }
        throw new AssertionError("no event within " + PATIENCE);
    }

    /** The events until and with the first that fits. */
    List<SseEvent> until(Predicate<SseEvent> last) throws StreamException {
        var all = new ArrayList<SseEvent>();
        do {
            all.add(next());
        } while (!last.test(all.getLast()));
        return all;
    }

    /** Reads until something holds that is no event. */
    void untilFault() throws StreamException {
        while (!(source.readAnyEvent() instanceof FaultEvent)) {}
        faults++;
    }

    /** Cuts the connection, as a network would that it loses. */
    void cut() {
        source.interrupt();
    }

    /** What it sent as {@code Last-Event-ID}, connection by connection. */
    List<Optional<String>> idsSent() {
        return List.copyOf(idsSent);
    }

    /** How often a stream ended under it. */
    int faults() {
        return faults;
    }

    /** What the server told it to wait before it comes back. */
    long retryMillis() {
        return source.getBaseRetryDelayMillis();
    }

    @Override
    public void close() {
        source.close();
    }
}
