package auctions.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
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
    private static final String TAG = "~AbC_";

    /** A request for the stream: its query and the {@code Last-Event-ID} header. */
    record Request(String query, Optional<String> lastEventId) {}

    private record Entry(
            long timestamp,
            long offset,
            String key,
            @Nullable String value,
            @Nullable String before) {
        String id() {
            return timestamp + "-" + offset + TAG;
        }

        String idInSnapshot(int end) {
            return timestamp + "-" + offset + "." + end + TAG;
        }
    }

    private final ScriptedView view;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final List<Entry> log = new ArrayList<>();
    private final Map<String, Entry> live = new LinkedHashMap<>();
    private final List<ScriptedStream> streams = new ArrayList<>();
    private Optional<String> resetReason = Optional.empty();
    private Optional<String> unready = Optional.empty();
    private long frontier;
    private HttpServer server;

    /** A gateway of winners, complete up to this time. */
    ScriptedGateway(long frontier) {
        this(frontier, ScriptedView.WINNERS);
    }

    ScriptedGateway(long frontier, ScriptedView view) {
        this.frontier = frontier;
        this.view = view;
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
        delete(timestamp, winner.key());
    }

    synchronized void delete(long timestamp, String key) {
        append(timestamp, key, null);
    }

    private void append(long timestamp, String key, @Nullable String value) {
        var old = live.get(key);
        var entry = new Entry(timestamp, log.size(), key, value, old == null ? null : old.value());
        log.add(entry);
        live.remove(key);
        if (value != null) {
            live.put(key, entry);
        }
        streams.removeIf(stream -> !stream.write(block(entry, entry.id(), stream)));
    }

    /** Everything below this time has been put. */
    synchronized void progress(long time) {
        frontier = time;
        streams.removeIf(stream -> !stream.write(progressBlock()));
    }

    /** From now on streams stay silent, and {@code GET /views} says this reason. */
    synchronized void waitFor(String reason) {
        unready = Optional.of(reason);
    }

    /** What the gateway waited for has come: the streams that wait begin. */
    synchronized void begin() {
        unready = Optional.empty();
        streams.removeIf(stream -> !stream.write(snapshot(stream)));
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
            started.createContext("/views", this::views);
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
        var rawQuery = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        var query = URLDecoder.decode(rawQuery, UTF_8);
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
        reset.ifPresent(
                reason -> blocks.append("event: reset\nid: 0\ndata: {\"reason\":\"%s\"}\n\n".formatted(reason)));
        if (reset.isEmpty() && lastEventId.isPresent()) {
            log.stream()
                    .filter(entry -> isAfter(entry, lastEventId.get()))
                    .forEach(entry -> blocks.append(block(entry, entry.id(), stream)));
            blocks.append(view.progress() ? progressBlock() : "");
        } else if (unready.isEmpty()) {
            blocks.append(snapshot(stream));
        }
        resetReason = Optional.empty();
        if (stream.write(blocks.toString())) {
            streams.add(stream);
        }
    }

    /** Every live row, and the block that says that these were all. */
    private String snapshot(ScriptedStream stream) {
        var blocks = new StringBuilder();
        live.values().forEach(entry -> blocks.append(block(entry, entry.idInSnapshot(log.size()), stream)));
        return blocks.append(view.progress() ? progressBlock() : endBlock()).toString();
    }

    private String endBlock() {
        var last = log.isEmpty() ? "0" + TAG : log.getLast().id();
        return "event: progress\nid: %s\ndata: {}\n\n".formatted(last);
    }

    private static boolean isAfter(Entry entry, String id) {
        var position = id.split("[~.]")[0].split("-");
        return position.length == 1
                ? entry.timestamp() >= Long.parseLong(position[0])
                : entry.offset() > Long.parseLong(position[1]);
    }

    private static String block(Entry entry, String id, ScriptedStream stream) {
        if (entry.value() != null && stream.matches(entry.value())) {
            return "id: %s\ndata: %s\n\n".formatted(id, entry.value());
        }
        var left = entry.before() != null && stream.matches(entry.before());
        return left ? "event: delete\nid: %s\ndata: %s\n\n".formatted(id, entry.key()) : "";
    }

    private String progressBlock() {
        return "event: progress\nid: %1$d%2$s\ndata: {\"mz_timestamp\":\"%1$d\"}\n\n".formatted(frontier, TAG);
    }

    private synchronized void views(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = view.describe(live.size(), frontier, unready.orElse(null));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(400, 0);
            exchange.getResponseBody().write("{\"detail\":\"no such column\"}".getBytes(UTF_8));
        }
    }
}
