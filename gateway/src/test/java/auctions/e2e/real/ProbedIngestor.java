package auctions.e2e.real;

import static org.awaitility.Awaitility.await;

import auctions.e2e.Services;
import auctions.ingestor.IngestorApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An ingestor in this JVM, judged by what its probes say. */
final class ProbedIngestor implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private ProbedIngestor(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one with these variables. */
    static ProbedIngestor start(Map<String, ?> environment) {
        return new ProbedIngestor(Services.start(IngestorApplication.class, environment));
    }

    /** Starts one with these variables and waits until it publishes. */
    static ProbedIngestor streaming(Map<String, ?> environment) {
        var ingestor = start(environment);
        ingestor.awaitReady();
        return ingestor;
    }

    /** Waits until it streams, with a frontier that moves. */
    void awaitReady() {
        await().atMost(Patience.LONG).until(() -> ready() && state().equals("streaming"));
    }

    /** Waits until it is unready for a reason that contains this text, and still alive. */
    void awaitUnready(String reason) {
        await().atMost(Patience.LONG).until(() -> !ready() && lastCause().contains(reason) && alive());
    }

    /** Waits until it has ended for a reason, which is returned. */
    String awaitEnd() throws IOException, InterruptedException {
        await().atMost(Patience.LONG).until(() -> state().equals("failed"));
        return lastCause();
    }

    private boolean ready() throws IOException, InterruptedException {
        return get("readiness").statusCode() == 200;
    }

    private boolean alive() throws IOException, InterruptedException {
        return get("liveness").statusCode() == 200;
    }

    private String state() throws IOException, InterruptedException {
        return details().path("state").asString("");
    }

    private String lastCause() throws IOException, InterruptedException {
        return details().path("lastCause").asString("");
    }

    private JsonNode details() throws IOException, InterruptedException {
        return JSON.readTree(get("readiness").body()).at("/components/ingestor/details");
    }

    private HttpResponse<String> get(String probe) throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:%d/actuator/health/%s".formatted(Services.port(context), probe));
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
