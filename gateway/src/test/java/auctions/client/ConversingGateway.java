package auctions.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks every {@link Conversation} below a path of its own, {@code /<name>/subscribe} and {@code /<name>/views}, and notes what no
 * client should ask. At {@code /} is an empty page for a browser.
 */
public final class ConversingGateway implements AutoCloseable {
    private static final String LAST_EVENT_ID = "last_event_id=";

    private final Map<String, AtomicInteger> connections = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public ConversingGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ConversingGateway::page);
        Conversation.names().forEach(name -> {
            var conversation = Conversation.read(name);
            server.createContext("/" + name + "/views", exchange -> describe(exchange, conversation));
            server.createContext("/" + name + "/subscribe", exchange -> answer(exchange, name, conversation));
        });
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What clients asked and should not have. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private static void page(HttpExchange exchange) throws IOException {
        send(
                exchange,
                "text/html",
                "<!doctype html><title>A page of another origin</title><link rel=icon href=data:,>");
    }

    private static void describe(HttpExchange exchange, Conversation conversation) throws IOException {
        var key = new JsonMapper().writeValueAsString(conversation.key());
        send(exchange, "application/json", """
                [{"name":"view","key":%s,"ready":true,"reason":null,"frontier":"1","rows":1}]""".formatted(key));
    }

    private static void send(HttpExchange exchange, String type, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    private void answer(HttpExchange exchange, String name, Conversation conversation) throws IOException {
        int number = connections.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement();
        if (number >= conversation.connections().size()) {
            complaints.add(name + ": one connection too many");
            exchange.close();
            return;
        }
        var connection = conversation.connections().get(number);
        var wanted = Objects.requireNonNullElse(connection.after(), "");
        if (!lastEventId(exchange).equals(wanted)) {
            complaints.add("%s: connection %d came with '%s' instead of '%s'"
                    .formatted(name, number, lastEventId(exchange), wanted));
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
        exchange.sendResponseHeaders(200, 0);
        for (var piece : connection.pieces()) {
            write(exchange.getResponseBody(), piece.getBytes(UTF_8), connection.everyByte());
        }
        if (number < conversation.connections().size() - 1) {
            exchange.close();
        }
    }

    /** The id that a reset brought is none. */
    private static String lastEventId(HttpExchange exchange) {
        var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        var query = Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .filter(term -> term.startsWith(LAST_EVENT_ID))
                .map(term -> term.substring(LAST_EVENT_ID.length()))
                .findFirst();
        return header.or(() -> query).filter(id -> !id.equals("0")).orElse("");
    }

    private static void write(OutputStream body, byte[] bytes, boolean everyByte) throws IOException {
        if (!everyByte) {
            body.write(bytes);
            body.flush();
            return;
        }
        for (byte each : bytes) {
            body.write(each);
            body.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
