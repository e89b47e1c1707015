package auctions.ingestor.topic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker in a process of its own, with a chosen transaction protocol, that can be stopped in mid-work (SIGSTOP)
 * and continued. Clients are told a given port, so that a {@link LateProxy} can stand between; the broker's own requests
 * (transaction markers, verification) take an inner port.
 */
public final class StoppableBroker implements AutoCloseable {

    private final Process process;

    private StoppableBroker(Process process) {
        this.process = process;
    }

    /**
     * Formats a folder and starts a broker there.
     *
     * @param transactionVersion 2 is KIP-890, the default of a new cluster; 1 and 0 are the protocol before it
     * @param port where the broker listens
     * @param advertised the port that clients are told
     */
    public static StoppableBroker start(Path folder, int transactionVersion, int port, int advertised)
            throws IOException, InterruptedException {
        var properties = folder.resolve("server.properties");
        Files.write(properties, properties(folder, port, advertised));
        var format = run(
                folder.resolve("format.log"),
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                properties.toString(),
                "--feature",
                "transaction.version=" + transactionVersion);
        if (format.waitFor() != 0) {
            throw new IOException("cannot format " + folder + ": see format.log there");
        }
        var broker = new StoppableBroker(run(folder.resolve("broker.log"), "kafka.Kafka", properties.toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(broker.process::destroyForcibly));
        return broker;
    }

    private static List<String> properties(Path folder, int port, int advertised) throws IOException {
        int controller = freePort();
        int inner = freePort();
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "listeners=CLIENT://127.0.0.1:%d,INNER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, inner, controller),
                "advertised.listeners=CLIENT://127.0.0.1:%d,INNER://127.0.0.1:%d".formatted(advertised, inner),
                "listener.security.protocol.map=CLIENT:PLAINTEXT,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=INNER",
                "controller.listener.names=CONTROLLER",
                "auto.create.topics.enable=false",
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "log.dirs=" + folder.resolve("data"));
    }

    private static Process run(Path log, String... command) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var line = new ArrayList<>(
                List.of(java, "-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        line.addAll(List.of(command));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Freezes the broker where it stands: sockets stay open and go on filling. */
    void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a frozen broker go on. */
    void cont() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Processor time used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A loopback port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
