package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.GatewayApplication;
import auctions.ingestor.IngestorApplication;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Exit;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * The whole pipeline in one JVM: simulated Materialize, a real Kafka broker, the ingestor and a gateway. Runs until
 * Ctrl-C. A start that fails ends with code 1 and one line that says why.
 *
 * <p>System properties: {@code tick} (the auction house's pace: {@code 1s} as the load generator's own, {@code 50ms}
 * twenty times as fast), the ports (see {@link LocalPorts}), {@code corrections} (true: every seventh auction gets a late
 * bid that wins, every eleventh is cancelled, which the load generator of a real server does not do). A person makes either
 * by the demo's own table {@code adjustments}.
 */
public final class LocalPipeline implements AutoCloseable {

    private static final String WINNERS = "auction-winners";
    private static final String BIDS_PER_ITEM = "bids-per-item";
    private static final int CORRECT_EVERY = 7;
    private static final int CANCEL_EVERY = 11;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private LocalPipeline() {}

    public static void main(String[] args) {
        var pipeline = new LocalPipeline();
        // The broker's folder goes when the broker has ended, not beside it: a broker without a folder complains at
        // length.
        Exit.setShutdownHookAdder((_, deletion) -> pipeline.keep(deletion::run));
        Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "stop"));
        try {
            pipeline.start(
                    DurationStyle.detectAndParse(System.getProperty("tick", "1s")),
                    LocalPorts.free(System.getProperties()));
        } catch (RuntimeException e) {
            System.err.println("could not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private void start(Duration tick, LocalPorts ports) {
        var materialize = keep(materialize(tick, ports.materialize()));
        var kafka = broker(ports.kafka());
        keep(kafka::destroy);
        var bootstrap = ports.kafka() == 0 ? kafka.getBrokersAsString() : "localhost:" + ports.kafka();
        var environment = Services.environment("localhost", materialize.port(), bootstrap, WINNERS);
        environment.putAll(Map.of(
                "GATEWAY_PORT",
                ports.page(),
                "GATEWAY_MANAGEMENT_PORT",
                ports.gatewayManagement(),
                "INGESTOR_MANAGEMENT_PORT",
                ports.ingestorManagement(),
                // Whoever presses Ctrl-C waits for the end; browsers come back to no other gateway.
                "gateway.pump.drain",
                "0s",
                "spring.main.log-startup-info",
                false,
                "logging.level.root",
                "warn",
                "logging.level.auctions",
                "warn"));
        keep(Services.start(IngestorApplication.class, environment));
        keep(Services.start(IngestorApplication.class, ofBidsPerItem(environment)));
        environment.put("KAFKA_TOPIC", WINNERS + "," + BIDS_PER_ITEM);
        var gateway = keep(Services.start(GatewayApplication.class, environment));
        Services.awaitReady(gateway);
        greet(Services.port(gateway), materialize.port(), bootstrap);
    }

    /** The second view, whose rows change: another relation, another topic, another port. */
    private static Map<String, Object> ofBidsPerItem(Map<String, Object> ofWinners) {
        var environment = new HashMap<>(ofWinners);
        environment.putAll(Map.of(
                "MZ_SUBSCRIBE",
                "bids_per_item",
                "MZ_KEY",
                "item",
                "KAFKA_TOPIC",
                BIDS_PER_ITEM,
                "INGESTOR_MANAGEMENT_PORT",
                0));
        return environment;
    }

    private static SimulatedMaterialize materialize(Duration tick, int port) {
        var corrections = Boolean.parseBoolean(System.getProperty("corrections", "true"));
        return SimulatedMaterialize.builder()
                .port(port)
                .auctionHouse(tick)
                .adjustments()
                .correctEvery(corrections ? CORRECT_EVERY : 0)
                .retractEvery(corrections ? CANCEL_EVERY : 0)
                .progressInterval(min(tick, Duration.ofSeconds(1)))
                .start();
    }

    /** Without the lines that the broker's test kit prints about its folder. */
    private static EmbeddedKafkaKraftBroker broker(int port) {
        var out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            return Brokers.startedAt(port);
        } finally {
            System.setOut(out);
        }
    }

    private static void greet(int page, int materialize, String kafka) {
        System.out.printf("""

                Winners   http://localhost:%d
                Stream    curl -N localhost:%d/subscribe
                Bids      curl -N localhost:%d/subscribe/bids-per-item
                Database  psql 'host=localhost port=%d user=materialize dbname=materialize'
                Correct   INSERT INTO adjustments (auction_id, amount) VALUES (1, 120);
                Withdraw  INSERT INTO adjustments VALUES (2, NULL, true);
                Undo      DELETE FROM adjustments;
                Kafka     kcat -C -b %s -t auction-winners -X isolation.level=read_committed

                Ctrl-C ends it all.
                """, page, page, page, materialize, kafka);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Stops the parts, last started first. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("could not stop a part of the pipeline: " + e);
            }
        }
    }
}
