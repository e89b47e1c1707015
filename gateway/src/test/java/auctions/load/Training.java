package auctions.load;

import auctions.ingestor.bench.BrokerProcess;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Trains a service for its ahead-of-time cache: one run with a broker, a simulated Materialize, probes, and streams of each kind, so
 * that the JVM knows what a start needs and which of it soon is hot.
 *
 * <p>Usage: {@code Training <gateway or ingestor> <command…>}, the command being for instance {@code java -XX:AOTCacheOutput=gateway.aot
 * -jar gateway.jar}. Ends when the service has ended, and so has written its cache.
 */
public final class Training {
    private static final String TOPIC = "training";
    private static final int ROWS = 1_000;
    private static final int PROBES = 20;
    private static final int CONNECTS = 500;
    private static final Duration PUBLISHING_TIME = Duration.ofSeconds(5);

    private Training() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: Training <gateway or ingestor> <command…>");
            System.exit(2);
        }
        try (var broker = BrokerProcess.start("training");
                var materialize = SimulatedMaterialize.builder()
                        .port(0)
                        .auctionHouse(Duration.ofMillis(100))
                        .start()) {
            boolean gateway = args[0].equals("gateway");
            if (gateway) {
                feed(broker);
            }
            try (var service =
                    StartedService.start(List.of(args).subList(1, args.length), broker, materialize, TOPIC)) {
                service.awaitReady();
                probe(service);
                if (gateway) {
                    subscribe(service.port());
                } else {
                    TimeUnit.NANOSECONDS.sleep(PUBLISHING_TIME.toNanos());
                }
            }
        }
        // The feed never ends.
        System.exit(0);
    }

    /** Fills the topic, and goes on with some rows a second. */
    private static void feed(BrokerProcess broker) throws Exception {
        int control = BrokerProcess.freePort();
        Thread.ofPlatform().name("feed").daemon().start(() -> {
            try {
                LoadFeed.main(
                        new String[] {broker.bootstrap(), TOPIC, Integer.toString(control), Integer.toString(ROWS)});
            } catch (Exception e) {
                throw new IllegalStateException("could not feed the topic", e);
            }
        });
    }

    private static void probe(StartedService service) throws Exception {
        for (int i = 0; i < PROBES; i++) {
            for (var endpoint : List.of("health/liveness", "health/readiness", "prometheus")) {
                StartedService.get(service.management(), "/actuator/" + endpoint);
            }
        }
    }

    private static void subscribe(int port) throws Exception {
        for (var path : List.of("/", "/views", "/client.js")) {
            StartedService.get(port, path);
        }
        for (var path : List.of(ConnectionBurst.LIVE, "/subscribe", "/subscribe?buyer=%d", ConnectionBurst.LIVE)) {
            ConnectionBurst.seconds(port, CONNECTS, path);
        }
    }
}
