package auctions.gateway.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import auctions.gateway.fanout.Rows;
import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /views/<topic>/rows}: the rows of a view at one frontier, as JSON. A request that waits, for a frontier or for the view's columns,
 * keeps a virtual thread waiting, and no thread of the machine.
 */
final class RowsServlet extends HttpServlet {
    private static final String PATH_END = "/rows";

    private final transient Views views;
    private final transient Answers answers;
    private final transient Login login;
    private final transient KnownColumns columns;
    private final transient Semaphore places;
    private final transient Duration progressWait;

    RowsServlet(Views views, Answers answers, Login login, KnownColumns columns, int places, Duration progressWait) {
        this.views = views;
        this.answers = answers;
        this.login = login;
        this.columns = columns;
        this.places = new Semaphore(places);
        this.progressWait = progressWait;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.read(request, response, this::answer);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ForbiddenException {
        var name = RequestedView.name(request);
        var view = name.endsWith(PATH_END)
                ? views.named(name.substring(0, name.length() - PATH_END.length()))
                : Optional.<View>empty();
        if (view.isEmpty()) {
            Problem.answer(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    Map.of(
                            "detail",
                            "'%s' names no rows of this gateway; those of a view are at /views/<name>/rows"
                                    .formatted(name),
                            "allowed",
                            views.names()));
            return;
        }
        var access = login.access(request);
        access.check(view.get());
        var reason = view.get().status().reason();
        if (reason.isPresent()) {
            answers.later(response, "view is not ready: " + reason.get());
            return;
        }
        var query = RequestQuery.of(request);
        var asked = columns.read(view.get(), known -> RowsRequest.parse(query, known), RowsRequest::namesColumns);
        if (asked.isPresent()) {
            answer(view.get(), asked.get().confinedTo(access.rows()), request, response);
        } else {
            answers.later(response, "the view's columns are not known yet");
        }
    }

    private void answer(View view, RowsRequest asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!places.tryAcquire()) {
            answers.later(response, "too many requests for rows at a time");
            return;
        }
        try {
            if (hasCome(view, asked)) {
                send(view.rows(asked.filter(), asked.projection()), asked.confined(), request, response);
            } else {
                answers.later(
                        response,
                        "frontier is %s, and not yet at %s"
                                .formatted(
                                        view.log()
                                                .frontier()
                                                .map(Object::toString)
                                                .orElse("not known"),
                                        asked.progressAtLeast().orElseThrow()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.later(response, "the gateway stops");
        } finally {
            places.release();
        }
    }

    private boolean hasCome(View view, RowsRequest asked) throws InterruptedException {
        var atLeast = asked.progressAtLeast();
        return atLeast.isEmpty() || view.awaitFrontier(atLeast.get(), progressWait);
    }

    /** No cache may keep the rows of a confined login: another login has the same tag, and other rows. */
    private static void send(Rows rows, boolean confined, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", confined ? "no-store" : "no-cache");
        var frontier = rows.frontier();
        if (frontier.isPresent() && !confined) {
            var tag = "\"" + frontier.get() + "\"";
            response.setHeader("ETag", tag);
            var known = request.getHeader("If-None-Match");
            if (known != null && EntityTags.match(known, tag)) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
        }
        response.setContentType("application/json");
        if (request.getMethod().equals("GET")) {
            var output = response.getOutputStream();
            var text = frontier.map(id -> "\"" + id.timestamp() + "\"").orElse("null");
            output.write(("{\"frontier\":" + text + ",\"rows\":").getBytes(US_ASCII));
            rows.writeTo(output);
            output.write('}');
        }
    }
}
