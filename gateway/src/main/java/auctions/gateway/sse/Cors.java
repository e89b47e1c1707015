package auctions.gateway.sse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;

/**
 * Which other origins' pages may read streams and views. Requests are never refused: without the header the browser refuses by itself, and
 * a proxy that hides the true origin breaks nothing.
 */
final class Cors {
    private static final String ANY = "*";

    /** What pages of other origins may read of an answer's headers, beside what they always may. */
    private static final String EXPOSED = "ETag, Retry-After";

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Adds what a page of an allowed origin needs in order to read the answer. */
    void answer(HttpServletRequest request, HttpServletResponse response) {
        if (origins.isEmpty()) {
            return;
        }
        response.addHeader("Vary", "Origin");
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        if (origins.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        } else if (origins.contains(ANY)) {
            response.setHeader("Access-Control-Allow-Origin", ANY);
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    /** Adds what a preflight asks for, if the origin is allowed. */
    void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        answer(request, response);
        if (response.containsHeader("Access-Control-Allow-Origin")
                && request.getHeader("Access-Control-Request-Method") != null) {
            response.setHeader("Access-Control-Allow-Methods", "GET, HEAD");
            response.setHeader(
                    "Access-Control-Allow-Headers", "Authorization, Cache-Control, If-None-Match, Last-Event-ID");
            response.setHeader("Access-Control-Max-Age", "3600");
        }
    }
}
