package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.bench.BrokerProcess;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both jars as {@code java -jar} runs them, from Materialize to a stream. */
class JarsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    /** Kafka's compression is in use by then, in both directions. */
    @Test
    void startWithoutAWarningOfTheJvmAndSayWhatTheyAre() throws Exception {
        var kafka = Brokers.started();
        try (var materialize = SimulatedMaterialize.builder()
                        .auctionHouse(Duration.ofMillis(100))
                        .start();
                var http = HttpClient.newHttpClient()) {
            var environment = environment(materialize.port(), kafka.getBrokersAsString());
            var ingestor = start("ingestor", environment);
            var gateway = start("gateway", environment);
            try {
                await().atMost(LIMIT).ignoreExceptions().until(() -> rows(http, environment) > 0);

                for (var service : new String[] {"ingestor", "gateway"}) {
                    var port = environment.get(service.toUpperCase(Locale.ROOT) + "_MANAGEMENT_PORT");
                    assertThat(get(http, port, "/actuator/info").body())
                            .contains(
                                    "\"artifact\":\"" + service + "\"",
                                    "\"version\":\"",
                                    "\"name\":\"auction-winners\"")
                            .doesNotContain("password");
                    assertThat(Files.readString(folder.resolve(service))).doesNotContain("WARNING");
                }
            } finally {
                gateway.kill();
                ingestor.kill();
            }
        } finally {
            kafka.destroy();
        }
    }

    private ServiceProcess start(String service, Map<String, String> environment) throws IOException {
        return ServiceProcess.ofJar(
                Path.of("..", service, "target", service + ".jar"), environment, folder.resolve(service));
    }

    private static Map<String, String> environment(int materialize, String brokers) throws IOException {
        var environment = new HashMap<>(Map.of(
                "MZ_HOST", "localhost", "MZ_PORT", Integer.toString(materialize), "KAFKA_BOOTSTRAP_SERVERS", brokers));
        for (var port : new String[] {"GATEWAY_PORT", "GATEWAY_MANAGEMENT_PORT", "INGESTOR_MANAGEMENT_PORT"}) {
            environment.put(port, Integer.toString(BrokerProcess.freePort()));
        }
        return environment;
    }

    private static int rows(HttpClient http, Map<String, String> environment) throws Exception {
        var views = get(http, environment.get("GATEWAY_PORT"), "/views").body();
        return Integer.parseInt(views.replaceFirst("(?s).*\"rows\":(\\d+).*", "$1"));
    }

    private static HttpResponse<String> get(HttpClient http, String port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
