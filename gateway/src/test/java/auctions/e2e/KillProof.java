package auctions.e2e;

import auctions.ingestor.bench.BrokerProcess;
import auctions.ingestor.sim.SimulatedMaterialize;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Proves exactly-once from the database to the browser by violence: two ingestors, two gateways and a broker run as
 * processes of their own under a steady load of changes, and are killed (SIGKILL), paused (SIGSTOP) and cut off at random.
 * At the end the topic must equal the database's own history, and what each subscriber saw must equal the topic.
 *
 * <p>Usage: {@code KillProof <folder of the repository, packaged> <number of faults> [<seed>]}. Prints a line for each
 * fault and a verdict; the exit code is 1 when something was lost, repeated, reordered or claimed wrongly.
 */
public final class KillProof {

    private static final String TOPIC = "proof";

    private enum Fault {
        KILL_INGESTOR,
        PAUSE_INGESTOR,
        CUT_DATABASE,
        KILL_GATEWAY,
        PAUSE_BROKER,
        KILL_BROKER
    }

    private final Random random;
    private final Path folder = Files.createTempDirectory("kill-proof");
    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(4);
    private final SimulatedMaterialize materialize = SimulatedMaterialize.builder()
            .progressInterval(Duration.ofMillis(50))
            .start();
    private final ChangingView view;
    private final String bootstrap;
    private final ServiceProcess broker;
    private final List<ServiceProcess> ingestors = new ArrayList<>();
    private final List<ServiceProcess> gateways = new ArrayList<>();
    private final List<URI> streams = new ArrayList<>();
    private final List<StreamWitness> witnesses = new ArrayList<>();
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);

    private KillProof(Path repository, long seed) throws IOException {
        random = new Random(seed);
        view = new ChangingView(materialize, Duration.ofDays(1), new Random(seed + 1));
        var brokerPort = BrokerProcess.freePort();
        bootstrap = "127.0.0.1:" + brokerPort;
        broker = ServiceProcess.ofMain(
                BrokerProcess.class,
                List.of(folder.resolve("broker").toString(), Integer.toString(brokerPort)),
                folder.resolve("broker.log"));
        for (var i = 0; i < 2; i++) {
            ingestors.add(ServiceProcess.ofJar(
                    repository.resolve("ingestor/target/ingestor.jar"),
                    environment(),
                    folder.resolve("ingestor" + i + ".log")));
            gateways.add(startGateway(repository.resolve("gateway/target/gateway.jar"), i));
        }
        System.out.println("logs in " + folder + ", seed " + seed);
    }

    private ServiceProcess startGateway(Path jar, int number) throws IOException {
        var environment = environment();
        var port = environment.get("GATEWAY_PORT");
        streams.add(URI.create("http://127.0.0.1:" + port + "/subscribe"));
        return ServiceProcess.ofJar(jar, environment, folder.resolve("gateway" + number + ".log"));
    }

    private Map<String, String> environment() throws IOException {
        return Map.ofEntries(
                Map.entry("MZ_HOST", "127.0.0.1"),
                Map.entry("MZ_PORT", Integer.toString(materialize.port())),
                Map.entry("MZ_SSLMODE", "disable"),
                Map.entry("MZ_CLUSTER", "quickstart"),
                Map.entry("MZ_SUBSCRIBE", "winners"),
                Map.entry("MZ_KEY", "id"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", bootstrap),
                Map.entry("KAFKA_TOPIC", TOPIC),
                Map.entry("GATEWAY_PORT", Integer.toString(BrokerProcess.freePort())),
                Map.entry("GATEWAY_MANAGEMENT_PORT", Integer.toString(BrokerProcess.freePort())),
                Map.entry("INGESTOR_MANAGEMENT_PORT", Integer.toString(BrokerProcess.freePort())));
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: KillProof <folder of the repository, packaged> <number of faults> [<seed>]");
            System.exit(2);
        }
        var seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        List<String> violations;
        var proof = new KillProof(Path.of(args[0]), seed);
        try {
            violations = proof.run(Integer.parseInt(args[1]));
        } finally {
            proof.stop();
        }
        violations.stream().limit(50).forEach(System.out::println);
        System.out.println(violations.isEmpty() ? "EXACT" : violations.size() + " violations");
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private List<String> run(int faults) throws Exception {
        streams.forEach(this::awaitStream);
        for (var i = 0; i < 4; i++) {
            witnesses.add(new StreamWitness(streams, random.nextLong()));
        }
        background.scheduleWithFixedDelay(view::change, 0, 4, TimeUnit.MILLISECONDS);
        for (var i = 0; i < faults; i++) {
            // Most faults hit a pipeline that flows again, some the recovery from the one before.
            if (random.nextInt(5) > 0) {
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> materialize.subscriptions() == 1);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3_000)));
            inject();
        }
        return judge();
    }

    private void inject() throws Exception {
        var fault = switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> Fault.KILL_INGESTOR;
            case 9, 10, 11 -> Fault.PAUSE_INGESTOR;
            case 12, 13, 14 -> Fault.CUT_DATABASE;
            case 15, 16 -> Fault.KILL_GATEWAY;
            case 17, 18 -> Fault.PAUSE_BROKER;
            default -> Fault.KILL_BROKER;
        };
        injected.merge(fault, 1, Integer::sum);
        System.out.println(fault);
        switch (fault) {
            case KILL_INGESTOR -> bounce(ingestors.get(random.nextInt(2)));
            case PAUSE_INGESTOR -> freeze(ingestors.get(random.nextInt(2)), random.nextInt(200, 14_000));
            case CUT_DATABASE -> materialize.faults().cutAfterRows(random.nextInt(20));
            case KILL_GATEWAY -> bounce(gateways.get(random.nextInt(2)));
            case PAUSE_BROKER -> freeze(broker, random.nextInt(200, 9_000));
            case KILL_BROKER -> bounce(broker);
        }
    }

    private static void bounce(ServiceProcess process) throws IOException, InterruptedException {
        process.kill();
        process.restart();
    }

    /** Pauses a process, which the next faults may hit meanwhile. */
    private void freeze(ServiceProcess process, int millis) throws IOException, InterruptedException {
        process.pause();
        background.schedule(
                () -> {
                    process.resume();
                    return null;
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private List<String> judge() throws InterruptedException {
        background.shutdown();
        background.awaitTermination(30, TimeUnit.SECONDS);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> TopicWitness.read(bootstrap, TOPIC).size()
                        >= view.expected().size());
        var topic = TopicWitness.read(bootstrap, TOPIC);
        var violations = new ArrayList<>(view.compare(topic));
        for (var witness : witnesses) {
            violations.addAll(witness.compare(topic, Duration.ofMinutes(1)));
        }
        System.out.printf(
                "%d changes, %d records, %d faults %s, %d subscriptions, %d stream connections%n",
                view.expected().size(),
                topic.size(),
                injected.values().stream().mapToInt(Integer::intValue).sum(),
                injected,
                materialize.subscriptionsStarted(),
                witnesses.stream().mapToInt(StreamWitness::connections).sum());
        return violations;
    }

    private void awaitStream(URI stream) {
        try (var client = HttpClient.newHttpClient()) {
            var head = HttpRequest.newBuilder(stream).HEAD().build();
            Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
                var status = client.send(head, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return status == 200 && materialize.subscriptions() == 1;
            });
        }
    }

    private void stop() throws InterruptedException {
        background.shutdownNow();
        witnesses.forEach(StreamWitness::close);
        for (var process : gateways) {
            process.kill();
        }
        for (var process : ingestors) {
            process.kill();
        }
        broker.kill();
        materialize.close();
    }
}
