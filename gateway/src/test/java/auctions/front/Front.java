package auctions.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Programs;
import auctions.ingestor.bench.BrokerProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assumptions;

/** A HAProxy with the configuration of docker-compose.yml, its addresses changed to this machine's and its times shortened. */
final class Front implements AutoCloseable {
    /** The release that docker-compose.yml names; an older one does not know all of the configuration. */
    private static final Pattern RELEASE = Pattern.compile("version ([3-9]|\\d\\d)\\.");

    private static final Path CONFIGURATION = Path.of("..", ".compose", "haproxy.cfg");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final Process process;

    private Front(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts one before these gateways, with more lines in its backend; skips the test where there is no HAProxy. */
    static Front before(Path folder, List<String> rules, FailingGateway... gateways) throws IOException {
        var haproxy = find();
        Assumptions.assumeThat(haproxy)
                .as("no HAProxy 3 on the PATH: the front is not tested")
                .isPresent();
        int port = BrokerProcess.freePort();
        var file = Files.writeString(folder.resolve("haproxy.cfg"), configuration(port, rules, gateways));
        var log = folder.resolve("haproxy.log").toFile();
        var process = new ProcessBuilder(haproxy.orElseThrow().toString(), "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        var front = new Front(port, process);
        await("a front that answers").atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(() -> read(log)).isTrue();
            return front.listens();
        });
        return front;
    }

    private static String read(File log) {
        try {
            return Files.readString(log.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String configuration(int port, List<String> rules, FailingGateway... gateways) throws IOException {
        var servers = new ArrayList<String>();
        for (var gateway : gateways) {
            servers.add("server g%d 127.0.0.1:%d port %d"
                    .formatted(servers.size(), gateway.port(), gateway.managementPort()));
        }
        var text = Files.readString(CONFIGURATION);
        text = change(text, "bind :8000", "bind 127.0.0.1:" + port);
        text = change(text, "balance leastconn", "balance leastconn\n    " + String.join("\n    ", rules));
        text = change(text, "server-template gateway 64 gateway:8000", String.join("\n    ", servers));
        text = change(text, "check port 8001 ", "check ");
        text = change(text, " resolvers docker resolve-prefer ipv4 init-addr none", "");
        text = change(text, "inter 1s fastinter 500ms", "inter 100ms fastinter 100ms");
        text = change(text, "timeout check 2s", "timeout check 300ms");
        text = change(text, "timeout server 8s", "timeout server 2s");
        return change(text, "timeout http-request 10s", "timeout http-request 1s");
    }

    private static String change(String text, String from, String to) {
        assertThat(text.split(Pattern.quote(from), -1))
                .as(from + " stands once")
                .hasSize(2);
        return text.replace(from, to);
    }

    private static Optional<Path> find() throws IOException {
        var found = Programs.find("haproxy");
        return found.isPresent() && isNewEnough(found.get()) ? found : Optional.empty();
    }

    private static boolean isNewEnough(Path haproxy) throws IOException {
        var asked = new ProcessBuilder(haproxy.toString(), "-v").start();
        try (var answer = asked.inputReader()) {
            return RELEASE.matcher(answer.readAllAsString()).find();
        }
    }

    private boolean listens() {
        try (var _ = connect()) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
