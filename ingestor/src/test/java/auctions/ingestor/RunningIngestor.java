package auctions.ingestor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A whole ingestor in this JVM, wired as the jar wires it, with its management server on a free port. */
final class RunningIngestor implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ServletWebServerApplicationContext context;

    private RunningIngestor(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** Starts an ingestor for a topic, with further properties as {@code name=value}. */
    static RunningIngestor start(String bootstrapServers, int materializePort, String topic, String... properties) {
        var arguments = new ArrayList<>(List.of(
                "server.port=0",
                "spring.kafka.bootstrap-servers=" + bootstrapServers,
                "ingestor.materialize.port=" + materializePort,
                "ingestor.topic.name=" + topic));
        arguments.addAll(List.of(properties));
        var application = new SpringApplication(IngestorApplication.class);
        application.setRegisterShutdownHook(false);
        var context = application.run(arguments.stream().map(a -> "--" + a).toArray(String[]::new));
        return new RunningIngestor((ServletWebServerApplicationContext) context);
    }

    /** Whether something of this name was started. */
    boolean has(String bean) {
        return context.containsBean(bean);
    }

    /** What others may see of the loop. */
    IngestorStatus status() {
        return context.getBean(IngestorStatus.class);
    }

    /** The final state, waited for. */
    IngestorState end() {
        return context.getBean(IngestorRunner.class)
                .end()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** The port of the management server. */
    int managementPort() {
        return context.getWebServer().getPort();
    }

    /** The answer of the management server to a GET. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:" + managementPort() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status code that a health group answers with. */
    int health(String group) {
        try {
            return get("/actuator/health/" + group).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
