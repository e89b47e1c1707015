package auctions.ingestor.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * A Kafka broker as a process of its own: one KRaft node that keeps its data in a folder, and so survives a kill.
 *
 * <p>Usage: {@code BrokerProcess <folder> <port> [<advertised port> <transaction.version>]}. Clients are told the advertised
 * port, so that a proxy can stand between. The broker's own requests (transaction markers, verification) take the port
 * after the first, its controller the one after that. It stops on SIGTERM.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";

    /** KIP-890, the protocol of a new cluster. */
    private static final int TRANSACTION_VERSION = 2;

    private final Path folder;

    private final int port;

    private final Process process;

    private BrokerProcess(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2 && args.length != 4) {
            System.err.println("usage: BrokerProcess <folder> <port> [<advertised port> <transaction.version>]");
            System.exit(2);
        }
        int port = Integer.parseInt(args[1]);
        int advertised = args.length == 2 ? port : Integer.parseInt(args[2]);
        var transactionVersion = args.length == 2 ? Integer.toString(TRANSACTION_VERSION) : args[3];
        var properties = writeProperties(Path.of(args[0]), port, advertised).toString();
        var format = new String[] {
            "format",
            "--ignore-formatted",
            "-t",
            CLUSTER_ID,
            "-c",
            properties,
            "--feature",
            "transaction.version=" + transactionVersion
        };
        if (StorageTool.execute(format, System.out) != 0) {
            throw new IOException("could not format the folder of the broker " + args[0]);
        }
        Kafka.main(new String[] {properties});
    }

    private static Path writeProperties(Path folder, int port, int advertised) throws IOException {
        int inner = port + 1;
        int controller = port + 2;
        Files.createDirectories(folder);
        return Files.write(
                folder.resolve("server.properties"),
                List.of(
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
                        "group.initial.rebalance.delay.ms=0",
                        "log.dirs=" + folder.resolve("data")));
    }

    /** Starts a broker with a new folder, whose name begins as given, and prints where that is. */
    public static BrokerProcess start(String name) throws IOException {
        int port = freePort();
        return start(name, TRANSACTION_VERSION, port, port);
    }

    /**
     * Starts a broker with a new folder, whose name begins as given, and prints where that is.
     *
     * @param transactionVersion 2 is KIP-890; 1 and 0 are the protocol before it
     * @param port where the broker listens
     * @param advertised the port that clients are told
     */
    public static BrokerProcess start(String name, int transactionVersion, int port, int advertised)
            throws IOException {
        var folder = Files.createTempDirectory(name);
        System.out.println("logs in " + folder);
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(advertised),
                        Integer.toString(transactionVersion))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new BrokerProcess(folder, port, process);
    }

    /** Where the logs of the broker and of other processes go. */
    public Path folder() {
        return folder;
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Freezes the broker where it stands: sockets stay open and go on filling. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a frozen broker go on. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Stops the broker and deletes its data; the logs stay. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(folder.resolve("data"))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.out.println("could not delete the broker's data: " + e);
        }
    }

    /** A loopback port that was free a moment ago, as were the two after it. */
    public static int freePort() throws IOException {
        while (true) {
            try (var first = listenAt(0);
                    var _ = listenAt(first.getLocalPort() + 1);
                    var _ = listenAt(first.getLocalPort() + 2)) {
                return first.getLocalPort();
            } catch (BindException e) {
                // One of the two is taken: try the next place.
            }
        }
    }

    private static ServerSocket listenAt(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
