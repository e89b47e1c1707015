package auctions.ingestor.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs an ingestor for a time under a steady load, and prints each minute what its heap holds after a full collection and
 * what is resident: flat, or not.
 *
 * <p>Usage: {@code Soak [<minutes> [<rows per second>]]}; 60 and 500, ten timestamps a second.
 */
public final class Soak {

    private static final int KEYS = 20_000;

    private static final int TIMESTAMPS_PER_SECOND = 10;

    private final int rowsPerSecond;

    private final CountDownLatch streaming = new CountDownLatch(1);

    // Written by the connection's thread.
    private volatile long sent;

    private Soak(int rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    public static void main(String[] args) throws Exception {
        Figures.quiet();
        var soak = new Soak(args.length > 1 ? Integer.parseInt(args[1]) : 500);
        soak.run(args.length > 0 ? Integer.parseInt(args[0]) : 60);
        System.exit(0);
    }

    private void play(String sql, Wire wire) throws IOException {
        long time = System.currentTimeMillis();
        wire.write(Wire.copyOut(), Wire.copyData(WinningBids.progress(time)));
        var random = new Random(1);
        long interval = TimeUnit.SECONDS.toNanos(1) / TIMESTAMPS_PER_SECOND;
        for (long next = System.nanoTime(); ; next += interval) {
            LockSupport.parkNanos(next - System.nanoTime());
            time = Math.max(time + 1, System.currentTimeMillis());
            var batch = new ByteArrayOutputStream();
            // A key has at most one row at a time: a run of neighbours from a random one on.
            long auction = WinningBids.FIRST + random.nextInt(KEYS);
            for (int row = 0; row < rowsPerSecond / TIMESTAMPS_PER_SECOND; row++) {
                batch.writeBytes(Wire.copyData(WinningBids.upsert(time, auction + row, random.nextInt(10))));
                sent++;
            }
            batch.writeBytes(Wire.copyData(WinningBids.progress(time + 1)));
            wire.write(batch.toByteArray());
            streaming.countDown();
        }
    }

    private void run(int minutes) throws Exception {
        try (var broker = BrokerProcess.start("soak");
                var materialize = ScriptedMaterialize.start(this::play);
                var ingestor = IngestorProcess.start("ingestor", materialize, broker, "soak", "-Xmx256m");
                var committed = new Committed(broker.bootstrap())) {
            streaming.await();
            for (int minute = 0; minute <= minutes; minute++) {
                TimeUnit.MINUTES.sleep(minute == 0 ? 0 : 1);
                ingestor.collect();
                System.out.printf(
                        "minute %d: rows sent %,d, end offset of the topic %,d, heap after a full collection %d MiB, resident %d MiB, %s%n",
                        minute,
                        sent,
                        minute == 0 ? 0 : committed.end("soak"),
                        ingestor.heapAfterCollections().getLast(),
                        ingestor.memory("VmRSS"),
                        Figures.load());
            }
        }
    }
}
