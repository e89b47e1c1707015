package auctions.gateway.sse;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import auctions.gateway.topic.MzTimestamp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /views}: the views that this gateway serves, each with what a subscriber has to know, and why it
 * is not ready if it is not.
 */
final class ViewsServlet extends HttpServlet {
    private static final JsonMapper JSON = new JsonMapper();

    private final transient Views views;
    private final transient Answers answers;
    private final transient Login login;

    ViewsServlet(Views views, Answers answers, Login login) {
        this.views = views;
        this.answers = answers;
        this.login = login;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.read(request, response, this::list);
    }

    /** Without the views that the login may not see. */
    private void list(HttpServletRequest request, HttpServletResponse response) throws IOException, ForbiddenException {
        var access = login.access(request);
        var seen = views.all().stream()
                .filter(access::sees)
                .map(view -> describe(view, access))
                .toList();
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(JSON.writeValueAsBytes(seen));
    }

    /** What is not known is null: so is the number of rows to a login that may not see them all. The frontier is text, because a JSON number does not hold all of them. */
    private static Map<String, @Nullable Object> describe(View view, Access access) {
        var status = view.status();
        var said = view.description();
        var columns = view.columns();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", view.name());
        body.put("view", said.view().orElse(null));
        body.put("description", said.description().orElse(null));
        body.put("columns", columns.isEmpty() ? null : columns);
        body.put("types", said.types().orElse(null));
        body.put("key", said.key().orElse(null));
        body.put(
                "rows",
                access.rows().passesEverything() ? view.log().generation().rowCount() : null);
        body.put("frontier", view.log().frontier().map(MzTimestamp::toString).orElse(null));
        body.put("ready", status.ready());
        body.put("reason", status.reason().orElse(null));
        return body;
    }
}
