package auctions.load;

import auctions.ingestor.bench.BrokerProcess;
import auctions.ingestor.sim.SimulatedMaterialize;
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
 * <p>Usage: {@code StartCost <gateway or ingestor> <runs> <command…> [-- <command…>]}, a command being for instance {@code java -jar
 * gateway/target/gateway.jar}. Several commands take turns. Each run has an empty topic of its own at one broker; the ingestor has a
 * simulated Materialize. Prints one line for each run.
 */
public final class StartCost {
    private static final Duration SETTLE_TIME = Duration.ofSeconds(3);
    private static final int CONNECTS = 2_000;
    private static final int CONNECT_ROUNDS = 8;

    private final boolean gateway;
    private final BrokerProcess broker;
    private final SimulatedMaterialize materialize;
    private int topics;

    private StartCost(boolean gateway, BrokerProcess broker, SimulatedMaterialize materialize) {
        this.gateway = gateway;
        this.broker = broker;
        this.materialize = materialize;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.err.println("usage: StartCost <gateway or ingestor> <runs> <command…> [-- <command…>]");
            System.exit(2);
        }
        var commands = commands(List.of(args).subList(2, args.length));
        try (var broker = BrokerProcess.start("start-cost");
                var materialize = SimulatedMaterialize.builder()
                        .port(0)
                        .auctionHouse(Duration.ofSeconds(1))
                        .start()) {
            var cost = new StartCost(args[0].equals("gateway"), broker, materialize);
            for (int run = 1; run <= Integer.parseInt(args[1]); run++) {
                for (var command : commands) {
                    System.out.printf("%s: %s%n", String.join(" ", command), cost.run(run, command));
                }
            }
        }
    }

    private static List<List<String>> commands(List<String> arguments) {
        int end = arguments.indexOf("--");
        if (end < 0) {
            return List.of(arguments);
        }
        var commands = new ArrayList<>(List.of(arguments.subList(0, end)));
        commands.addAll(commands(arguments.subList(end + 1, arguments.size())));
        return commands;
    }

    private String run(int run, List<String> command) throws Exception {
        var topic = "start-" + topics++;
        if (gateway) {
            createTopics(topic);
        }
        try (var service = StartedService.start(command, broker, materialize, topic)) {
            service.awaitReady();
            double ready = service.seconds();
            double cpu = ProcessCost.of(service.pid()).cpu();
            // Every second one: the others tell the memory of a gateway that nobody has asked yet.
            var connects = gateway && run % 2 == 0 ? connects(service.port()) : "";
            TimeUnit.NANOSECONDS.sleep(SETTLE_TIME.toNanos());
            return "ready %.2f s, processor %.2f s, resident %d MB%s, load average %s"
                    .formatted(
                            ready,
                            cpu,
                            ProcessCost.of(service.pid()).rssKb() / 1024,
                            connects,
                            ProcessCost.loadAverage());
        }
    }

    private void createTopics(String topic) throws Exception {
        var settings = Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "600000");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, Optional.of(1), Optional.empty()).configs(settings),
                            new NewTopic(topic + "-progress", Optional.of(1), Optional.empty()).configs(settings)))
                    .all()
                    .get();
        }
    }

    /** Opens and drops all connections, several times: the first is to a new JVM, the fastest of the last three to a warm one. */
    private static String connects(int port) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int round = 0; round < CONNECT_ROUNDS; round++) {
            seconds.add(ConnectionBurst.seconds(port, CONNECTS, ConnectionBurst.LIVE));
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
}
