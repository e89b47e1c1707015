package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import auctions.gateway.GatewayApplication;
import auctions.ingestor.IngestorApplication;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The pipeline on the images that users run, Kafka's and Materialize's own: from {@code sql/setup.sql} to the browser, with
 * every record held against the contract. Skipped, with the reason, where no Docker engine has these images.
 */
class ContainersIT {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.2.1");
    private static final DockerImageName MATERIALIZE = DockerImageName.parse("materialize/materialized:v26.1.0");
    private static final String TOPIC = "auction-winners";

    // What the emulator's own health check grants itself.
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    @Test
    void publishesTheEmulatorsAuctionHouse() throws Exception {
        var obstacle = obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::toString);
        try (var kafka = new KafkaContainer(KAFKA).withStartupTimeout(START_LIMIT);
                var materialize = materialize()) {
            Startables.deepStart(kafka, materialize).join();
            setUp(materialize);
            try (var ingestor = start(IngestorApplication.class, kafka, materialize);
                    var gateway = start(GatewayApplication.class, kafka, materialize);
                    var client = HttpClient.newHttpClient()) {
                assertThat(ingestor.isActive()).isTrue();

                // As a browser does, which comes back while a broker is still on its way.
                var data = await().atMost(Duration.ofMinutes(1))
                        .until(() -> firstRows(client, Services.port(gateway), 3), rows -> rows.size() == 3);

                // Every deployment of the load generator makes the same auctions.
                assertThat(data)
                        .extracting(row -> row.replaceAll("\"amount\".*", "…"))
                        .containsExactly(
                                "{\"auction_id\":1,\"bid_id\":12,\"buyer\":3338,\"seller\":1824,\"item\":\"Best Pizza in Town\",…",
                                "{\"auction_id\":2,\"bid_id\":20,\"buyer\":3334,\"seller\":1592,\"item\":\"Custom Art\",…",
                                "{\"auction_id\":3,\"bid_id\":31,\"buyer\":88,\"seller\":1411,\"item\":\"City Bar Crawl\",…");
                var records = committed(kafka, TOPIC);
                assertThat(records).extracting(ConsumerRecord::value).startsWith(data.toArray(String[]::new));
                assertThat(records).allSatisfy(r -> keeps(r, Contract.KEY, Contract.VALUE));
                assertThat(committed(kafka, TOPIC + "-progress"))
                        .isNotEmpty()
                        .allSatisfy(r -> keeps(r, Contract.PROGRESS_KEY, Contract.PROGRESS));
            }
        }
    }

    /**
     * Why this test cannot run on this machine. Docker's own command is asked first, since Testcontainers waits two minutes
     * for each image that it cannot get.
     */
    private static Optional<String> obstacle() throws InterruptedException {
        for (var image : List.of(KAFKA, MATERIALIZE)) {
            if (!docker("image", "inspect", image.asCanonicalNameString())
                    && !docker("pull", "--quiet", image.asCanonicalNameString())) {
                return Optional.of("no Docker engine that has or gets " + image);
            }
        }
        try {
            DockerClientFactory.instance().client();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("Testcontainers cannot use the engine: " + e.getMessage());
        }
    }

    private static boolean docker(String... arguments) throws InterruptedException {
        var command = Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command
        }
    }

    private static GenericContainer<?> materialize() {
        return new GenericContainer<>(MATERIALIZE)
                .withExposedPorts(6875, 6878)
                .withCopyFileToContainer(MountableFile.forHostPath(Path.of("../sql/setup.sql")), "/tmp/setup.sql")
                .waitingFor(Wait.forHttp("/api/readyz").forPort(6878).withStartupTimeout(START_LIMIT));
    }

    /** As the compose file's setup does, with the image's own psql. */
    private static void setUp(GenericContainer<?> materialize) throws IOException, InterruptedException {
        psql(materialize, 6877, "mz_system", "-c", "ALTER SYSTEM SET enable_logical_compaction_window = true");
        psql(materialize, 6875, "materialize", "-f", "/tmp/setup.sql");
    }

    private static void psql(GenericContainer<?> materialize, int port, String user, String option, String argument)
            throws IOException, InterruptedException {
        var command = new String[] {
            "psql",
            "-X",
            "-h",
            "localhost",
            "-p",
            Integer.toString(port),
            "-U",
            user,
            "-d",
            "materialize",
            option,
            argument
        };
        var result = materialize.execInContainer(command);
        assertThat(result.getExitCode())
                .as(result.getStdout() + result.getStderr())
                .isZero();
    }

    private static ConfigurableApplicationContext start(
            Class<?> service, KafkaContainer kafka, GenericContainer<?> materialize) {
        return Services.start(
                service,
                Services.environment(
                        materialize.getHost(), materialize.getMappedPort(6875), kafka.getBootstrapServers(), TOPIC));
    }

    /** The data of the first rows of a stream; of fewer, if it ends before. */
    private static List<String> firstRows(HttpClient client, int port, int count)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/subscribe"))
                .build();
        try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring("data:".length()).strip())
                    .limit(count)
                    .toList();
        }
    }

    /** What any consumer finds in a topic. */
    private static List<ConsumerRecord<String, String>> committed(KafkaContainer kafka, String topic) {
        var partition = List.of(new TopicPartition(topic, 0));
        var options = Map.<String, Object>of(
                "bootstrap.servers", kafka.getBootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(options, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var end = consumer.endOffsets(partition).get(partition.getFirst());
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (consumer.position(partition.getFirst()) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static void keeps(ConsumerRecord<String, String> read, Contract key, Contract value) {
        assertThat(key.violations(read.key())).isEmpty();
        if (read.value() != null) {
            assertThat(value.violations(read.value())).isEmpty();
        }
        if (value == Contract.VALUE) {
            assertThat(read.headers().lastHeader("materialize-timestamp").value())
                    .asString(UTF_8)
                    .matches("[0-9]+");
        }
    }
}
