package auctions.gateway.sse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** Takes the query out of a request that must have nothing else to say. */
final class RequestQuery {
    private RequestQuery() {}

    /**
     * The parameters of the query.
     *
     * @throws InvalidParameterException if the query is malformed, or the request has a body
     */
    static Map<String, String[]> of(HttpServletRequest request) {
        if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
            throw new InvalidParameterException(
                    "", "a subscription has no body; put options into the query", List.of());
        }
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw new InvalidParameterException("", "the query is malformed", List.of());
        }
    }
}
