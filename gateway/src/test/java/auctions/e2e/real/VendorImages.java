package auctions.e2e.real;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The images that users run, Kafka's and Materialize's own, in one network. */
final class VendorImages {

    private static final DockerImageName KAFKA = image("kafka");
    private static final DockerImageName MATERIALIZE = image("materialized");
    private static final String KAFKA_IN_THE_NETWORK = "kafka:19092";

    // What the emulator's own health check grants itself.
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private VendorImages() {}

    /** The image of a service of docker-compose.yml. */
    private static DockerImageName image(String service) {
        var services =
                new YAMLMapper().readTree(Path.of("../docker-compose.yml")).path("services");
        return DockerImageName.parse(services.path(service).path("image").asString());
    }

    /**
     * Why they cannot run on this machine. Docker's own command is asked first, since Testcontainers waits two minutes for each image that
     * it cannot get.
     */
    static Optional<String> obstacle() throws InterruptedException {
        for (var image : List.of(KAFKA, MATERIALIZE)) {
            if (!docker("image", "inspect", image.asCanonicalNameString())
                    && !docker("pull", "--quiet", image.asCanonicalNameString())) {
                return Optional.of(
                        "no start script in -Dmaterialize.serve and no Docker engine that has or gets " + image);
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

    /** Starts both. */
    static Servers start() {
        var network = Network.newNetwork();
        var kafka = new KafkaContainer(KAFKA)
                .withNetwork(network)
                .withListener(KAFKA_IN_THE_NETWORK)
                .withStartupTimeout(START_LIMIT);
        var materialize = new GenericContainer<>(MATERIALIZE)
                .withNetwork(network)
                .withExposedPorts(6875, 6877, 6878)
                .withCopyFileToContainer(MountableFile.forHostPath(Path.of("../sql")), "/sql")
                .waitingFor(Wait.forHttp("/api/readyz").forPort(6878).withStartupTimeout(START_LIMIT));
        Startables.deepStart(kafka, materialize).join();
        var server = new MaterializeServer(
                materialize.getHost(),
                materialize.getMappedPort(6875),
                materialize.getMappedPort(6877),
                file -> psql(materialize, file));
        return new Servers(server, kafka.getBootstrapServers(), KAFKA_IN_THE_NETWORK, () -> {
            materialize.close();
            kafka.close();
            network.close();
        });
    }

    /** As the compose file's setup does, with the image's own psql. */
    private static void psql(GenericContainer<?> materialize, String file) {
        try {
            var result = materialize.execInContainer(
                    "psql",
                    "-X",
                    "-q",
                    "-h",
                    "localhost",
                    "-p",
                    "6875",
                    "-U",
                    "materialize",
                    "-d",
                    "materialize",
                    "-f",
                    "/sql/" + file);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException("could not run " + file + ": " + result.getStderr());
            }
        } catch (IOException e) {
            throw new IllegalStateException("could not run psql in the container", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while psql ran " + file, e);
        }
    }
}
