package auctions.gateway.login;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Asks an issuer at most once a second: who comes sooner gets the last answer, or the last failure. Without it, each token with a key of
 * an unknown name would ask once more, and during an outage each request would wait for as long as the issuer keeps it waiting.
 * Any thread's.
 */
final class KeyFetches implements ClientHttpRequestInterceptor {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final InstantSource clock;

    // Under this object's lock, which who asks meanwhile waits for.
    private final Map<URI, Fetched> fetched = new HashMap<>();

    KeyFetches(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized ClientHttpResponse intercept(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
        var last = fetched.get(request.getURI());
        if (last == null || !clock.instant().isBefore(last.until())) {
            last = fetch(request, body, execution);
            fetched.put(request.getURI(), last);
        }
        return switch (last) {
            case Fetched.Answer answer -> answer;
            case Fetched.Failure(var _, var cause) -> throw new IOException("could not fetch a moment ago", cause);
        };
    }

    private Fetched fetch(HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        try (var response = execution.execute(request, body)) {
            return new Fetched.Answer(
                    until(),
                    response.getStatusCode(),
                    response.getHeaders(),
                    response.getBody().readAllBytes());
        } catch (IOException e) {
            return new Fetched.Failure(until(), e);
        }
    }

    private Instant until() {
        return clock.instant().plus(GOOD_FOR);
    }

    /** What came of a request, and until when it is good. */
    private sealed interface Fetched {
        Instant until();

        /** An answer, whatever it says. */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Answer(Instant until, HttpStatusCode status, HttpHeaders headers, byte[] content)
                implements Fetched, ClientHttpResponse {
            @Override
            public HttpStatusCode getStatusCode() {
                return status;
            }

            @Override
            public String getStatusText() {
                return "";
            }

            @Override
            public HttpHeaders getHeaders() {
                return headers;
            }

            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public void close() {}
        }

        /** No answer. */
        record Failure(Instant until, IOException cause) implements Fetched {}
    }
}
