package auctions.gateway.sse;

import auctions.gateway.fanout.Views;
import auctions.gateway.pump.Admission;
import auctions.gateway.pump.Disconnect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The answers that are the same for several paths. What passes is told to a stream's subscriber in a way that keeps an {@code EventSource}
 * alive: 200, a long time to wait, and the end. A status of 400 or more would end it for good.
 */
public final class Answers {
    private static final String STREAMS = "/subscribe";
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Cors cors;
    private final Retries retries;
    private final Views views;
    private final Admission admission;

    Answers(Cors cors, Retries retries, Views views, Admission admission) {
        this.cors = cors;
        this.retries = retries;
        this.views = views;
        this.admission = admission;
    }

    Retries retries() {
        return retries;
    }

    /** The head of every stream. */
    void head(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** A stream that ends at once, so that its subscriber comes back, later. */
    void turnAway(HttpServletRequest request, HttpServletResponse response, Disconnect cause) throws IOException {
        head(response);
        if (request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
        var retry = cause == Disconnect.DRAIN ? retries.usual() : retries.overload();
        response.getOutputStream().write(retry.next());
    }

    private static void invalid(HttpServletResponse response, InvalidParameterException e) throws IOException {
        Problem.answer(
                response,
                HttpServletResponse.SC_BAD_REQUEST,
                Map.of("detail", String.valueOf(e.getMessage()), "parameter", e.parameter(), "allowed", e.allowed()));
    }

    /** What is missing may come: the client may ask again. */
    void later(HttpServletResponse response, String detail) throws IOException {
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        Problem.answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Map.of("detail", detail));
    }

    /** Answers a request for what can only be read: GET and HEAD by this reading, every other method as HTTP has it. */
    void read(HttpServletRequest request, HttpServletResponse response, Reading reading) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                cors.answer(request, response);
                tryToRead(request, response, reading);
            }
            case "OPTIONS" -> {
                response.setHeader("Allow", METHODS);
                cors.answerPreflight(request, response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", METHODS);
                Problem.answer(
                        response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, Map.of("detail", "this can only be read"));
            }
        }
    }

    private void tryToRead(HttpServletRequest request, HttpServletResponse response, Reading reading)
            throws IOException {
        try {
            reading.answer(request, response);
        } catch (InvalidParameterException e) {
            invalid(response, e);
        } catch (ForbiddenException e) {
            forbidden(response, e);
        }
    }

    /** The answer to a GET, or to a HEAD, whose body the container leaves out. */
    @FunctionalInterface
    interface Reading {
        /**
         * Answers.
         *
         * @throws InvalidParameterException if the query asks for what there is not
         * @throws ForbiddenException if the login may not see what is asked for
         */
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ForbiddenException;
    }

    /** There is no login, or one that is not valid; the header {@code WWW-Authenticate} is the caller's. */
    public void unauthorized(HttpServletRequest request, HttpServletResponse response, String detail)
            throws IOException {
        cors.answer(request, response);
        Problem.answer(response, HttpServletResponse.SC_UNAUTHORIZED, Map.of("detail", detail));
    }

    private static void forbidden(HttpServletResponse response, ForbiddenException e) throws IOException {
        Problem.answer(response, HttpServletResponse.SC_FORBIDDEN, Map.of("detail", String.valueOf(e.getMessage())));
    }

    /** The keys that a login is checked by cannot be fetched now. */
    public void keysUnavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        cors.answer(request, response);
        if (request.getServletPath().startsWith(STREAMS)) {
            RequestedView.of(request, views).ifPresent(view -> admission.refuse(view, Disconnect.KEYS_UNAVAILABLE));
            turnAway(request, response, Disconnect.KEYS_UNAVAILABLE);
        } else {
            later(response, "the keys that logins are checked by cannot be fetched");
        }
    }
}
