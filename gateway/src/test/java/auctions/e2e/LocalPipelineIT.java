package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.ingestor.bench.BrokerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who starts {@code mvn -Plocal} for the first time: its beginning and its end. */
class LocalPipelineIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String LAST_LINE = "Ctrl-C ends it all.\n";

    @TempDir
    private Path folder;

    private Process pipeline;

    @AfterEach
    void end() throws InterruptedException {
        pipeline.destroyForcibly().waitFor();
    }

    @Test
    void greetsAndEndsWithoutAWord() throws Exception {
        int kafka = BrokerProcess.freePort();
        start("-Dkafka.port=" + kafka);
        await().atMost(LIMIT).until(() -> output().contains(LAST_LINE));
        try (var admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + kafka))) {
            assertThat(admin.listTopics().names().get()).contains("auction-winners", "bids-per-item");
        }
        // The way of Ctrl-C, which shells may turn off for what runs in the background.
        pipeline.destroy();

        assertThat(pipeline.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output()).endsWith(LAST_LINE);
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        try (var other = new ServerSocket(0)) {
            start("-Dkafka.port=" + other.getLocalPort());

            assertThat(pipeline.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(pipeline.exitValue()).isEqualTo(1);
            assertThat(output())
                    .isEqualTo("could not start: port %d is taken: choose another by -Dkafka.port\n"
                            .formatted(other.getLocalPort()));
        }
    }

    private void start(String kafkaPort) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED", "-Dstdout.encoding=UTF-8"));
        command.addAll(List.of("-Dstderr.encoding=UTF-8", "-Dport=0", "-Dmaterialize.port=0", kafkaPort));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalPipeline.class.getName()));
        pipeline = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"), UTF_8);
    }
}
