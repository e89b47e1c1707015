package auctions.ingestor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Measures a snapshot's way from the database's socket to the committed topic, in turn with what Kafka's own
 * performance tool reaches with records of the same bytes, with the ingestor's batches and compression and as it comes, each
 * time in a new JVM. A first round warms the broker and does not count.
 *
 * <p>Usage: {@code SnapshotSpeed [<rows> [<rounds>]]}; 1,000,000 and 3.
 */
public final class SnapshotSpeed {

    private static final long AS_OF = 1_795_386_393_988L;

    private static final int PAYLOADS_MAX = 200_000;

    private static final int CHUNK_BYTES = 1 << 18;

    private final BlockingQueue<Long> started = new LinkedBlockingQueue<>();

    private final int rows;

    private final List<byte[]> snapshot;

    private SnapshotSpeed(int rows) throws IOException {
        this.rows = rows;
        this.snapshot = encoded(rows);
    }

    public static void main(String[] args) throws Exception {
        Figures.quiet();
        var speed = new SnapshotSpeed(args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000);
        speed.run(args.length > 1 ? Integer.parseInt(args[1]) : 3);
        System.exit(0);
    }

    private static List<byte[]> encoded(int rows) throws IOException {
        var chunks = new ArrayList<byte[]>();
        var chunk = new ByteArrayOutputStream(2 * CHUNK_BYTES);
        chunk.write(Wire.copyOut());
        chunk.write(Wire.copyData(WinningBids.progress(AS_OF)));
        for (int row = 0; row < rows; row++) {
            chunk.write(Wire.copyData(WinningBids.upsert(AS_OF, WinningBids.FIRST + row, 0)));
            if (chunk.size() > CHUNK_BYTES) {
                chunks.add(chunk.toByteArray());
                chunk.reset();
            }
        }
        chunk.write(Wire.copyData(WinningBids.progress(AS_OF + 1)));
        chunks.add(chunk.toByteArray());
        return chunks;
    }

    private void play(String sql, Wire wire) throws IOException, InterruptedException {
        started.add(System.nanoTime());
        for (var chunk : snapshot) {
            wire.write(chunk);
        }
        Thread.currentThread().join(); // Until the client leaves, which ends the program.
    }

    private void run(int rounds) throws Exception {
        try (var materialize = ScriptedMaterialize.start(this::play);
                var broker = BrokerProcess.start("snapshot-speed");
                var committed = new Committed(broker.bootstrap())) {
            System.out.printf("rows %,d, wire bytes per row %d%n", rows, bytesPerRow());
            var ours = new Figures();
            var tuned = new Figures();
            var plain = new Figures();
            var payload = broker.folder().resolve("payload");
            for (int round = 0; round <= rounds; round++) {
                double rowsPerSecond = snapshot("snapshot-" + round, materialize, broker, committed);
                if (round == 0) {
                    writePayload(committed, "snapshot-0", payload);
                }
                double tunedPerSecond = send("tuned-" + round, broker, payload, PerfTool.TUNED);
                double plainPerSecond = send("plain-" + round, broker, payload, PerfTool.PLAIN);
                System.out.printf("round %d, %s%n", round, Figures.load());
                print(rowsPerSecond, tunedPerSecond, plainPerSecond);
                if (round > 0) {
                    ours.add(rowsPerSecond);
                    tuned.add(tunedPerSecond);
                    plain.add(plainPerSecond);
                }
            }
            if (rounds > 0) {
                System.out.println("median");
                print(ours.median(), tuned.median(), plain.median());
            }
        }
    }

    private static void print(double rowsPerSecond, double tunedPerSecond, double plainPerSecond) {
        System.out.printf(
                "  ingestor %,.0f rows/s; tool %,.0f records/s, ratio %.2f; tool as it comes %,.0f records/s, ratio %.2f%n",
                rowsPerSecond,
                tunedPerSecond,
                rowsPerSecond / tunedPerSecond,
                plainPerSecond,
                rowsPerSecond / plainPerSecond);
    }

    private double micros(Duration cpu) {
        return cpu.toNanos() / 1e3 / rows;
    }

    private int bytesPerRow() {
        return (int) (snapshot.stream().mapToLong(chunk -> chunk.length).sum() / rows);
    }

    /** One snapshot into a new topic; gives rows per second from the first byte sent to the checkpoint read. */
    private double snapshot(String topic, ScriptedMaterialize materialize, BrokerProcess broker, Committed committed)
            throws IOException, InterruptedException {
        try (var ingestor = IngestorProcess.start(topic, materialize, broker, topic, PerfTool.HEAP)) {
            long start = started.take();
            var cpu = ingestor.cpu();
            var brokerCpu = broker.cpu();
            committed.read(topic + "-progress");
            long end = committed.await(_ -> true).nanoTime();
            System.out.printf(
                    "  µs of processor time a row: ingestor %.2f, broker %.2f%n",
                    micros(ingestor.cpu().minus(cpu)), micros(broker.cpu().minus(brokerCpu)));
            return rows / ((end - start) / 1e9);
        }
    }

    /** One run of the tool; its processor time includes the start of its JVM. */
    private double send(String topic, BrokerProcess broker, Path payload, List<String> options) throws Exception {
        Topics.create(broker.bootstrap(), topic, "delete"); // the tool sends no keys
        var cpu = Figures.cpuOfEndedChildren();
        var brokerCpu = broker.cpu();
        double recordsPerSecond = PerfTool.run(broker, topic, rows, payload, options);
        System.out.printf(
                "  µs of processor time a record: tool %.2f, broker %.2f%n",
                micros(Figures.cpuOfEndedChildren().minus(cpu)),
                micros(broker.cpu().minus(brokerCpu)));
        return recordsPerSecond;
    }

    /** Lines with all bytes of a record, so that both sides send as many and as compressible ones. */
    private static void writePayload(Committed committed, String topic, Path file) throws IOException {
        var lines = new ArrayList<String>();
        long count = Math.min(PAYLOADS_MAX, committed.end(topic) - 1); // the last offset is the commit's
        committed.read(topic);
        committed.await(record -> {
            var line = new StringBuilder(new String(record.key(), UTF_8)).append(new String(record.value(), UTF_8));
            record.headers().forEach(header -> line.append(header.key()).append(new String(header.value(), UTF_8)));
            lines.add(line.toString());
            return lines.size() == count;
        });
        Files.write(file, lines);
        System.out.printf(
                "bytes per record %.1f%n",
                lines.stream().mapToInt(String::length).average().orElseThrow());
    }
}
