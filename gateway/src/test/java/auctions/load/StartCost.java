package auctions.load;

import auctions.ingestor.bench.BrokerProcess;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What the start of a service costs: seconds from the start of its process until it is ready, resident memory afterwards, and how long
 * the first connections to a new gateway take beside later ones.
 *
 * <p>Usage: {@code StartCost <gateway or ingestor> <runs> <command…>}, the command being for instance {@code java -jar
 * gateway/target/gateway.jar}. Each run has an empty topic of its own at one broker; the ingestor has a simulated Materialize. Prints one
 * line for each run.
 */
public final class StartCost {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration SETTLE_TIME = Duration.ofSeconds(3);
    private static final int CONNECTS = 2_000;
    private static final int CONNECT_ROUNDS = 8;

    private final boolean gateway;
    private final List<String> command;
    private final BrokerProcess broker;
    private final SimulatedMaterialize materialize;

    private StartCost(boolean gateway, List<String> command, BrokerProcess broker, SimulatedMaterialize materialize) {
        this.gateway = gateway;
        this.command = command;
        this.broker = broker;
        this.materialize = materialize;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.err.println("usage: StartCost <gateway or ingestor> <runs> <command…>");
            System.exit(2);
        }
        var command = List.of(args).subList(2, args.length);
        try (var broker = BrokerProcess.start("start-cost");
                var materialize = SimulatedMaterialize.builder()
                        .port(0)
                        .auctionHouse(Duration.ofSeconds(1))
                        .start()) {
            var cost = new StartCost(args[0].equals("gateway"), command, broker, materialize);
            for (int run = 1; run <= Integer.parseInt(args[1]); run++) {
                System.out.println(cost.run(run));
            }
        }
    }

    private String run(int run) throws Exception {
        var topic = "start-" + run;
        createTopics(topic);
        int port = BrokerProcess.freePort();
        int management = BrokerProcess.freePort();
        var environment = environment(topic, port, management);
        long startNanos = System.nanoTime();
        var process = start(environment);
        try {
            awaitReady(process, management, startNanos);
            double ready = secondsSince(startNanos);
            double cpu = ProcessCost.of(process.pid()).cpu();
            // Every second one: the others tell the memory of a gateway that nobody has asked yet.
            var connects = gateway && run % 2 == 0 ? connects(port) : "";
            TimeUnit.NANOSECONDS.sleep(SETTLE_TIME.toNanos());
            return "ready %.2f s, processor %.2f s, resident %d MB%s, load average %s"
                    .formatted(
                            ready,
                            cpu,
                            ProcessCost.of(process.pid()).rssKb() / 1024,
                            connects,
                            ProcessCost.loadAverage());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private void createTopics(String topic) throws Exception {
        if (!gateway) {
            return;
        }
        var settings = Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "600000");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, Optional.of(1), Optional.empty()).configs(settings),
                            new NewTopic(topic + "-progress", Optional.of(1), Optional.empty()).configs(settings)))
                    .all()
                    .get();
        }
    }

    private Map<String, String> environment(String topic, int port, int management) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap(),
                "KAFKA_TOPIC", topic,
                "GATEWAY_PORT", Integer.toString(port),
                "GATEWAY_MANAGEMENT_PORT", Integer.toString(management),
                "INGESTOR_MANAGEMENT_PORT", Integer.toString(management),
                "MZ_HOST", "127.0.0.1",
                "MZ_PORT", Integer.toString(materialize.port()),
                "MZ_SSLMODE", "disable");
    }

    private Process start(Map<String, String> environment) throws IOException {
        var log = new File(broker.folder().toFile(), "service.log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void awaitReady(Process process, int management, long startNanos) throws Exception {
        while (!ready(management)) {
            if (!process.isAlive() || System.nanoTime() - startNanos > START_LIMIT.toNanos()) {
                throw new IOException("not ready after " + secondsSince(startNanos) + " s");
            }
            TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
        }
    }

    private static boolean ready(int management) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), management)) {
            socket.getOutputStream()
                    .write("GET /actuator/health/readiness HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens and drops all connections, several times: the first is to a new JVM, the fastest of the last three to a warm one. */
    private static String connects(int port) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int round = 0; round < CONNECT_ROUNDS; round++) {
            seconds.add(connect(port));
        }
        double warm = seconds.subList(CONNECT_ROUNDS - 3, CONNECT_ROUNDS).stream()
                .min(Double::compare)
                .orElseThrow();
        return ", %d connects in %s s, first over warm %.2f"
                .formatted(
                        CONNECTS,
                        seconds.stream()
                                .map(each -> String.format(Locale.ROOT, "%.2f", each))
                                .collect(Collectors.joining(" ")),
                        seconds.getFirst() / warm);
    }

    private static double connect(int port) throws Exception {
        var client = new LoadClient(LoadOptions.parse("ports=" + port, "n=" + CONNECTS, "sample=0"), 0, 1, null);
        var thread = Thread.ofPlatform().name("connects").start(client);
        long startNanos = System.nanoTime();
        while (client.count().opened() + client.count().failed() < CONNECTS) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        double seconds = secondsSince(startNanos);
        if (client.count().failed() > 0) {
            throw new IOException(client.count().failed() + " connections failed");
        }
        client.stop();
        thread.join();
        // Until the gateway has noticed that all are gone.
        TimeUnit.MILLISECONDS.sleep(500);
        return seconds;
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
