package auctions.gateway.sse;

import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Finds the view that a path names: what follows the servlet's own part of the path, with or without a slash at the end. */
final class RequestedView {
    private RequestedView() {}

    /** The name in the path; empty text if there is none. */
    static String name(HttpServletRequest request) {
        var path = request.getPathInfo() == null ? "" : request.getPathInfo();
        int from = path.startsWith("/") ? 1 : 0;
        int to = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(from, Math.max(from, to));
    }

    /** The view with the name in the path, or the first one where there is none; empty if there is no such view. */
    static Optional<View> of(HttpServletRequest request, Views views) {
        var name = name(request);
        return name.isEmpty() ? Optional.of(views.first()) : views.named(name);
    }

    /** Answers that there is no such view, and which there are. */
    static void answerUnknown(HttpServletRequest request, HttpServletResponse response, Views views)
            throws IOException {
        Problem.answer(
                response,
                HttpServletResponse.SC_NOT_FOUND,
                Map.of("detail", "'%s' is no view of this gateway".formatted(name(request)), "allowed", views.names()));
    }
}
