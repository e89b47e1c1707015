package auctions.load;

import auctions.ingestor.bench.BrokerProcess;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway or an ingestor as a process of its own, started by a command that the user of a load program gives. */
final class StartedService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Process process;
    private final int port;
    private final int management;
    private final long startNanos;

    private StartedService(Process process, int port, int management, long startNanos) {
        this.process = process;
        this.port = port;
        this.management = management;
        this.startNanos = startNanos;
    }

    /** Starts one with this topic; its log goes to the broker's folder. */
    static StartedService start(
            List<String> command, BrokerProcess broker, SimulatedMaterialize materialize, String topic)
            throws IOException {
        int port = BrokerProcess.freePort();
        int management = BrokerProcess.freePort();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        new File(broker.folder().toFile(), "service.log")));
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap(),
                        "KAFKA_TOPIC", topic,
                        "GATEWAY_PORT", Integer.toString(port),
                        "GATEWAY_MANAGEMENT_PORT", Integer.toString(management),
                        "INGESTOR_MANAGEMENT_PORT", Integer.toString(management),
                        "MZ_HOST", "127.0.0.1",
                        "MZ_PORT", Integer.toString(materialize.port()),
                        "MZ_SSLMODE", "disable"));
        long startNanos = System.nanoTime();
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new StartedService(process, port, management, startNanos);
    }

    /** Of a gateway, where browsers connect to. */
    int port() {
        return port;
    }

    int management() {
        return management;
    }

    long pid() {
        return process.pid();
    }

    /** Since the start of the process. */
    double seconds() {
        return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    void awaitReady() throws IOException, InterruptedException {
        while (!isReady()) {
            if (!process.isAlive() || seconds() > START_LIMIT.toSeconds()) {
                throw new IOException("not ready after " + seconds() + " s");
            }
            TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
        }
    }

    private boolean isReady() {
        try {
            return get(management, "/actuator/health/readiness").startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    /** The whole answer of the service at one of its ports. */
    static String get(int port, String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Stops it as an operator does, and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
