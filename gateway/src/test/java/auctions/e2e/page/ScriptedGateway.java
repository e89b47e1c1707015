package auctions.e2e.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that does as it is told: it serves the real page and speaks the SSE contract, and what a test puts in goes
 * to the connected browsers at once. Rows reach them before the progress that completes them, in a write of their own.
 */
final class ScriptedGateway implements AutoCloseable {

    private static final String CSP = "default-src 'self'; connect-src 'self'; worker-src 'self'";
    private static final int NO_BODY = -1;

    /** A request for the stream: its query and the {@code Last-Event-ID} header. */
    record Request(String query, Optional<String> lastEventId) {}

    private record Entry(
            long timestamp,
            long offset,
            String key,
            @Nullable String value,
            @Nullable String before) {
        String id() {
            return timestamp + "-" + offset;
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final List<Entry> log = new ArrayList<>();
    private final Map<String, Entry> live = new LinkedHashMap<>();
    private final List<ScriptedStream> streams = new ArrayList<>();
    private Optional<String> resetReason = Optional.empty();
    private long frontier;
    private HttpServer server;

    ScriptedGateway(long frontier) {
        this.frontier = frontier;
        server = start(0);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /** A winner at a timestamp, not complete before {@link #progress}. */
    synchronized void put(long timestamp, Winner winner) {
        put(timestamp, winner.key(), winner.value());
    }

    /** A row of any view. */
    synchronized void put(long timestamp, String key, String value) {
        append(timestamp, key, value);
    }

    synchronized void delete(long timestamp, Winner winner) {
        append(timestamp, winner.key(), null);
    }

    private void append(long timestamp, String key, @Nullable String value) {
        var old = live.get(key);
        var entry = new Entry(timestamp, log.size(), key, value, old == null ? null : old.value());
        log.add(entry);
        live.remove(key);
        if (value != null) {
            live.put(key, entry);
        }
        streams.removeIf(stream -> !stream.write(block(entry, stream)));
    }

    /** Everything below this time has been put. */
    synchronized void progress(long time) {
        frontier = time;
        streams.removeIf(stream -> !stream.write(progressBlock()));
    }

    /** The streams that are open now. */
    synchronized int connections() {
        streams.removeIf(stream -> !stream.write(":\n\n"));
        return streams.size();
    }

    /** Every request for the stream so far. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Ends every stream in an orderly way, as a gateway that shuts down does. */
    synchronized void drain() {
        streams.forEach(ScriptedStream::end);
        streams.clear();
    }

    /** Cuts every stream and refuses connections until {@link #comeBack}. */
    void goAway() {
        cut();
        server.stop(0);
    }

    /** Listens again where it did before. */
    void comeBack() {
        server = start(server.getAddress().getPort());
    }

    /** Cuts every stream; the next one with a {@code Last-Event-ID} is reset for this reason. */
    synchronized void resetNext(String reason) {
        resetReason = Optional.of(reason);
        cut();
    }

    private synchronized void cut() {
        streams.forEach(ScriptedStream::cut);
        streams.clear();
    }

    @Override
    public void close() {
        goAway();
    }

    private HttpServer start(int port) {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.createContext("/subscribe", this::subscribe);
            started.createContext("/", ScriptedGateway::page);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("could not start the scripted gateway", e);
        }
    }

    private static void page(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var name = "static" + (path.equals("/") ? "/index.html" : path);
        try (exchange;
                var file = ScriptedGateway.class.getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, NO_BODY);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", contentType(name));
            exchange.getResponseHeaders().set("Content-Security-Policy", CSP);
            exchange.sendResponseHeaders(200, 0);
            file.transferTo(exchange.getResponseBody());
        }
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html;charset=UTF-8";
            case ".js" -> "text/javascript;charset=UTF-8";
            case ".css" -> "text/css;charset=UTF-8";
            case ".svg" -> "image/svg+xml";
            default -> "application/octet-stream";
        };
    }

    private void subscribe(HttpExchange exchange) throws IOException {
        var query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        var lastEventId = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        requests.add(new Request(query, lastEventId));
        if (query.contains("nonsense")) {
            refuse(exchange);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        open(new ScriptedStream(exchange, query), lastEventId);
    }

    private synchronized void open(ScriptedStream stream, Optional<String> lastEventId) {
        var blocks = new StringBuilder("retry: 200\n\n");
        var reset = lastEventId.flatMap(_ -> resetReason);
        reset.ifPresent(reason -> blocks.append("event: reset\ndata: {\"reason\":\"%s\"}\n\n".formatted(reason)));
        if (reset.isEmpty() && lastEventId.isPresent()) {
            log.stream()
                    .filter(entry -> isAfter(entry, lastEventId.get()))
                    .forEach(entry -> blocks.append(block(entry, stream)));
        } else {
            live.values().forEach(entry -> blocks.append(block(entry, stream)));
        }
        resetReason = Optional.empty();
        if (stream.write(blocks.append(progressBlock()).toString())) {
            streams.add(stream);
        }
    }

    private static boolean isAfter(Entry entry, String id) {
        var dash = id.indexOf('-');
        return dash < 0
                ? entry.timestamp() >= Long.parseLong(id)
                : entry.offset() > Long.parseLong(id.substring(dash + 1));
    }

    private static String block(Entry entry, ScriptedStream stream) {
        if (entry.value() != null && stream.matches(entry.value())) {
            return "id: %s\ndata: %s\n\n".formatted(entry.id(), entry.value());
        }
        var left = entry.before() != null && stream.matches(entry.before());
        return left ? "event: delete\nid: %s\ndata: %s\n\n".formatted(entry.id(), entry.key()) : "";
    }

    private String progressBlock() {
        return "event: progress\nid: %1$d\ndata: {\"mz_timestamp\":\"%1$d\"}\n\n".formatted(frontier);
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(400, 0);
            exchange.getResponseBody().write("{\"detail\":\"no such column\"}".getBytes(UTF_8));
        }
    }
}
