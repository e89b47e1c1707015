package auctions.gateway.sse;

import auctions.e2e.Brokers;
import auctions.e2e.Services;
import auctions.e2e.SseClient;
import auctions.gateway.GatewayApplication;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole gateway in this JVM, on ports of its own. */
final class RunningGateway implements AutoCloseable {
    private final Runnable afterEnd;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Of these topics, comma-separated. */
    RunningGateway(String bootstrap, String topics, String... properties) {
        this(() -> {}, bootstrap, topics, properties);
    }

    private RunningGateway(Runnable afterEnd, String bootstrap, String topics, String... properties) {
        this.afterEnd = afterEnd;
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--gateway.management.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrap,
                "--gateway.topic.names=" + topics,
                "--spring.main.banner-mode=off"));
        Arrays.stream(properties).map(property -> "--" + property).forEach(arguments::add);
        var application = new SpringApplication(GatewayApplication.class);
        application.setRegisterShutdownHook(false);
        context = application.run(arguments.toArray(String[]::new));
    }

    /** Serves one winner, auction 1 for 10, in a topic of this name at a broker of its own. */
    static RunningGateway ofOneWinner(String topic, String... properties) throws Exception {
        var broker = Brokers.started();
        var bootstrap = broker.getBrokersAsString();
        try (var winners = new HandWrittenTopic(bootstrap, topic, true)) {
            winners.commit(System.currentTimeMillis(), HandWrittenTopic.winner(1, 10));
            return new RunningGateway(broker::destroy, bootstrap, winners.name(), properties).ready();
        }
    }

    /** Whether something of this name was started. */
    boolean has(String bean) {
        return context.containsBean(bean);
    }

    int port() {
        return port("local.server.port");
    }

    int managementPort() {
        return port("local.management.port");
    }

    /** Subscribers of all views connected now. */
    int subscribers() {
        return gauge("gateway.subscribers");
    }

    /** Streams that ended, or were refused, for this cause: the tag of the metric. */
    int disconnects(String cause) {
        return (int) meters().get("gateway.disconnects").tag("cause", cause).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    private MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    /** The value of a gauge, summed over its tags. */
    int gauge(String name) {
        return (int)
                meters().get(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    /** A stream of the view with this name. */
    SseClient subscribeTo(String view, String query) throws IOException {
        return SseClient.open(port(), "/subscribe/" + view + query);
    }

    SseClient subscribe(String query, String... headers) throws IOException {
        return SseClient.open(port(), "/subscribe" + query, headers);
    }

    RunningGateway ready() {
        Services.awaitReady(context);
        return this;
    }

    int readiness() throws Exception {
        return Services.readiness(context);
    }

    /** An answer that may be long in coming. */
    CompletableFuture<HttpResponse<String>> ask(String method, String target) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> exchange(String method, String target, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String scrape() throws Exception {
        var uri = URI.create("http://localhost:" + managementPort() + "/actuator/prometheus");
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int port(String name) {
        return context.getEnvironment().getRequiredProperty(name, Integer.class);
    }

    @Override
    public void close() {
        context.close();
        http.close();
        afterEnd.run();
    }
}
