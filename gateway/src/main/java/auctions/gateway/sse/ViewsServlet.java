package auctions.gateway.sse;

import auctions.gateway.filter.Columns;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.TopicReader;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /views}: the views that this gateway serves, each with what a reader of its stream has to know, and why it
 * is not ready if it is not.
 */
final class ViewsServlet extends HttpServlet {
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final JsonMapper JSON = new JsonMapper();

    private final transient TopicReader reader;
    private final transient TopicLog log;
    private final transient Cors cors;

    ViewsServlet(TopicReader reader, TopicLog log, Cors cors) {
        this.reader = reader;
        this.log = log;
        this.cors = cors;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                cors.answer(request, response);
                response.setContentType("application/json");
                response.setHeader("Cache-Control", "no-store");
                response.getOutputStream().write(JSON.writeValueAsBytes(List.of(describe())));
            }
            case "OPTIONS" -> {
                response.setHeader("Allow", METHODS);
                cors.answerPreflight(request, response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", METHODS);
                Problem.answer(
                        response,
                        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                        Map.of("detail", "views can only be read"));
            }
        }
    }

    /** What is not known is null. The frontier is text, because a JSON number does not hold all of them. */
    private Map<String, @Nullable Object> describe() {
        var status = reader.status();
        var view = reader.view();
        var columns = Columns.of(log.generation());
        var frontier = log.frontier();
        boolean ready = status.alive() && status.caughtUp();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", reader.topic());
        body.put("view", view.view().orElse(null));
        body.put("description", view.description().orElse(null));
        body.put("columns", columns.isEmpty() ? null : columns);
        body.put("types", view.types().orElse(null));
        body.put("key", view.key().orElse(null));
        body.put("rows", log.generation().rowCount());
        body.put("frontier", frontier.map(MzTimestamp::toString).orElse(null));
        body.put("ready", ready);
        body.put("reason", ready ? null : status.lastCause().orElse("reading the topic"));
        return body;
    }
}
