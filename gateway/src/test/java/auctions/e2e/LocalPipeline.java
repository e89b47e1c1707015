package auctions.e2e;

import auctions.gateway.GatewayApplication;
import auctions.ingestor.IngestorApplication;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.springframework.boot.convert.DurationStyle;

/**
 * The whole pipeline in one JVM: simulated Materialize, a real Kafka broker, the ingestor and a gateway. Runs until
 * Ctrl-C.
 *
 * <p>System properties: {@code tick} (the auction house's pace: {@code 1s} as the load generator's own, {@code 50ms}
 * twenty times as fast), {@code port} (of the page, 8000), {@code materialize.port} (for {@code psql}, a free one), {@code
 * corrections} (true: every seventh auction gets a late bid that wins, every eleventh is cancelled, which the load generator
 * of a real server does not do). A person makes either by the demo's own table {@code adjustments}.
 */
public final class LocalPipeline implements AutoCloseable {

    private static final int CORRECT_EVERY = 7;
    private static final int CANCEL_EVERY = 11;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private LocalPipeline() {}

    public static void main(String[] args) throws Exception {
        var pipeline = new LocalPipeline();
        Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "stop"));
        pipeline.start(
                DurationStyle.detectAndParse(System.getProperty("tick", "1s")),
                Integer.getInteger("port", 8000),
                Integer.getInteger("materialize.port", 0));
    }

    private void start(Duration tick, int port, int materializePort) {
        var corrections = Boolean.parseBoolean(System.getProperty("corrections", "true"));
        var materialize = keep(SimulatedMaterialize.builder()
                .port(materializePort)
                .auctionHouse(tick)
                .adjustments()
                .correctEvery(corrections ? CORRECT_EVERY : 0)
                .retractEvery(corrections ? CANCEL_EVERY : 0)
                .progressInterval(min(tick, Duration.ofSeconds(1)))
                .start());
        var kafka = Brokers.started();
        keep(kafka::destroy);
        var environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.getBrokersAsString(),
                "MZ_HOST",
                "localhost",
                "MZ_PORT",
                materialize.port(),
                "MZ_SSLMODE",
                "disable",
                "GATEWAY_PORT",
                port,
                "spring.main.banner-mode",
                "off");
        keep(Services.start(IngestorApplication.class, environment));
        keep(Services.start(GatewayApplication.class, environment));
        System.out.printf("""

                Winners   http://localhost:%d
                Stream    curl -N localhost:%d/subscribe
                Database  psql 'host=localhost port=%d user=materialize dbname=materialize'
                Correct   INSERT INTO adjustments (auction_id, amount) VALUES (1, 120);
                Withdraw  INSERT INTO adjustments VALUES (2, NULL, true);
                Undo      DELETE FROM adjustments;
                Kafka     %s, topic auction-winners

                Ctrl-C ends it all.
                """, port, port, materialize.port(), kafka.getBrokersAsString());
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
