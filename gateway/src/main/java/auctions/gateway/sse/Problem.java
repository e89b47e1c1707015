package auctions.gateway.sse;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** An error as browsers and programs get it: {@code application/problem+json}, RFC 9457. */
final class Problem {
    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /** Answers with this status; the members stand beside {@code type}, {@code title} and {@code status}. */
    static void answer(HttpServletResponse response, int status, Map<String, Object> members) throws IOException {
        var reason = HttpStatus.resolve(status);
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", reason == null ? "Error" : reason.getReasonPhrase());
        body.put("status", status);
        body.putAll(members);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
