package auctions.ingestor.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures how long a row is on its way from the database's socket to a {@code read_committed} consumer, in turn with a
 * bare transaction of the same two records (the row's and its progress) and the same consumer.
 *
 * <p>Usage: {@code PublishLatency [<pairs>]}; 3,000, after 1,000 to warm up.
 */
public final class PublishLatency {

    private static final int WARM_UP = 1_000;

    private static final String TOPIC = "latency";

    private static final String BARE = "bare";

    private final CompletableFuture<Wire> subscribed = new CompletableFuture<>();

    private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

    private final Random random = new Random(1);

    // Owned by the measuring thread.
    private long time = System.currentTimeMillis();
    private long auction = WinningBids.FIRST;

    private PublishLatency() {}

    public static void main(String[] args) throws Exception {
        Figures.quiet();
        new PublishLatency().run(args.length > 0 ? Integer.parseInt(args[0]) : 3_000);
        System.exit(0);
    }

    private void play(String sql, Wire wire) throws IOException, InterruptedException {
        wire.write(
                Wire.copyOut(),
                Wire.copyData(WinningBids.progress(time)),
                Wire.copyData(WinningBids.progress(time + 1)));
        subscribed.complete(wire);
        Thread.currentThread().join(); // Rows are written by the measuring thread.
    }

    private void run(int pairs) throws Exception {
        try (var broker = BrokerProcess.start("publish-latency");
                var materialize = ScriptedMaterialize.start(this::play);
                var _ = IngestorProcess.start("ingestor", materialize, broker, TOPIC)) {
            var bootstrap = broker.bootstrap();
            var wire = subscribed.get();
            send(wire);
            var data = firstRecord(bootstrap, TOPIC);
            var progress = firstRecord(bootstrap, TOPIC + "-progress");
            Topics.create(bootstrap, BARE, "compact");
            Topics.create(bootstrap, BARE + "-progress", "compact");
            try (var producer = producer(bootstrap)) {
                producer.initTransactions();
                Thread.ofPlatform().daemon().start(() -> watch(bootstrap));
                arrivals.take();
                measure(wire, () -> transact(producer, data, progress), pairs);
            }
        }
    }

    private void measure(Wire wire, Runnable bareTransaction, int pairs) throws Exception {
        var ours = new Figures();
        var bare = new Figures();
        for (int pair = -WARM_UP; pair < pairs; pair++) {
            boolean first = random.nextBoolean();
            for (boolean ingestor : new boolean[] {first, !first}) {
                LockSupport.parkNanos(random.nextLong(5_000_000, 15_000_000));
                long start = System.nanoTime();
                if (ingestor) {
                    send(wire);
                } else {
                    bareTransaction.run();
                }
                double millis = (arrivals.take() - start) / 1e6;
                if (pair >= 0) {
                    (ingestor ? ours : bare).add(millis);
                }
            }
        }
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            System.out.printf(
                    "p%.0f: ingestor %.2f ms, bare transaction %.2f ms, ratio %.2f%n",
                    100 * share,
                    ours.quantile(share),
                    bare.quantile(share),
                    ours.quantile(share) / bare.quantile(share));
        }
        System.out.println(Figures.load());
    }

    /** A row and the frontier behind it leave in one write, as from the server. */
    private void send(Wire wire) throws IOException {
        time = Math.max(time + 2, System.currentTimeMillis());
        wire.write(
                Wire.copyData(WinningBids.upsert(time, auction++, 0)), Wire.copyData(WinningBids.progress(time + 1)));
    }

    private static void transact(
            KafkaProducer<byte[], byte[]> producer,
            ConsumerRecord<byte[], byte[]> data,
            ConsumerRecord<byte[], byte[]> progress) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(BARE, 0, data.key(), data.value(), data.headers()));
        producer.send(new ProducerRecord<>(BARE + "-progress", 0, progress.key(), progress.value()));
        producer.commitTransaction();
    }

    /** A producer with Kafka's defaults, but for the compression, which is the ingestor's. */
    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", BARE, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The one consumer of both topics: tells when each record was there. */
    private void watch(String bootstrap) {
        try (var committed = new Committed(bootstrap)) {
            committed.read(TOPIC, BARE);
            while (true) {
                arrivals.add(committed.await(_ -> true).nanoTime());
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> firstRecord(String bootstrap, String topic) {
        try (var committed = new Committed(bootstrap)) {
            committed.read(topic);
            return committed.await(_ -> true).record();
        }
    }
}
