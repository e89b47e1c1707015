package auctions.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One browser's connection to the {@link ScriptedGateway}, which also guards it. */
final class ScriptedStream {

    private static final Set<String> OPTIONS = Set.of("progress", "snapshot", "last_event_id");

    private final HttpExchange exchange;
    private final Map<String, List<String[]>> filter;

    ScriptedStream(HttpExchange exchange, String query) {
        this.exchange = exchange;
        this.filter = Arrays.stream(query.split("&"))
                .map(term -> term.split("=", 2))
                .filter(term -> term.length == 2 && !OPTIONS.contains(term[0]))
                .collect(groupingBy(term -> term[0]));
    }

    /** Whether a row's JSON passes the filter: OR within a column, AND across. */
    boolean matches(String row) {
        return filter.values().stream().allMatch(terms -> terms.stream().anyMatch(term -> has(row, term[0], term[1])));
    }

    private static boolean has(String row, String column, String value) {
        var text = "\"%s\":\"%s\"".formatted(column, value);
        var number = "\"%s\":%s".formatted(column, value);
        return row.contains(text) || row.contains(number + ",") || row.contains(number + "}");
    }

    /** Writes at once; false when the browser has gone. */
    boolean write(String blocks) {
        try {
            exchange.getResponseBody().write(blocks.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the response as HTTP wants it. */
    void end() {
        try {
            exchange.getResponseBody().close();
        } catch (IOException e) {
            cut();
        }
    }

    /** Closes the connection in the middle of the response. */
    void cut() {
        exchange.close();
    }
}
