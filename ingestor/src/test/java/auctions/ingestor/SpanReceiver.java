package auctions.ingestor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of OpenTelemetry's protocol over HTTP, which keeps the spans that services send it, and the paths that they ask for. */
public final class SpanReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    private SpanReceiver(HttpServer server) {
        this.server = server;
    }

    /** Starts one at any free port of this machine. */
    public static SpanReceiver started() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var receiver = new SpanReceiver(server);
            server.createContext("/", receiver::receive);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("could not start a collector", e);
        }
    }

    /** The properties of a service that sends all its spans here, at once. */
    public String[] properties() {
        return new String[] {
            "management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:%d/v1/traces"
                    .formatted(server.getAddress().getPort()),
            "management.opentelemetry.tracing.export.schedule-delay=50ms",
            "management.tracing.sampling.probability=1.0"
        };
    }

    /** What has come so far. */
    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** What was asked for so far: a path for each kind of telemetry. */
    public Set<String> paths() {
        return Set.copyOf(paths);
    }

    private void receive(HttpExchange exchange) {
        try (exchange) {
            paths.add(exchange.getRequestURI().getPath());
            spans.addAll(ReceivedSpan.allOf(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
        } catch (IOException e) {
            throw new UncheckedIOException("could not take spans", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
