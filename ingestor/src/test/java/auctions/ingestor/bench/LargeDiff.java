package auctions.ingestor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Measures the way back when history is lost and the topic is large: an ingestor with a heap of 1 GiB compares a snapshot
 * with the topic, and exactly the differences must be written.
 *
 * <p>Usage: {@code LargeDiff [<rows> [<differences>]]}; 10,000,000 and 3,000. A third of the differences each are rows that
 * changed, are gone, are new. The exit code is 1 when something else was written.
 */
public final class LargeDiff {

    private static final String TOPIC = "large";

    private static final String HEAP = "-Xmx1g";

    private static final int CHUNK_BYTES = 1 << 18;

    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();

    private final int rows;

    private final int third;

    // Written before the second ingestor starts.
    private volatile boolean changed;

    private LargeDiff(int rows, int differences) {
        this.rows = rows;
        this.third = differences / 3;
    }

    public static void main(String[] args) throws Exception {
        Figures.quiet();
        var diff = new LargeDiff(
                args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 3_000);
        System.exit(diff.run() ? 0 : 1);
    }

    /** What has become of a row since the topic was written. */
    private enum Fate {
        STAYS,
        CHANGED,
        GONE
    }

    private Fate fate(int row) {
        int stride = rows / third;
        return row / stride >= third || row % stride > 1 ? Fate.STAYS : row % stride == 0 ? Fate.CHANGED : Fate.GONE;
    }

    private void play(String sql, Wire wire) throws IOException, InterruptedException {
        asked.add(System.nanoTime());
        if (sql.contains("AS OF")) {
            wire.write(Wire.error("22000", "could not find a valid timestamp for the query"));
            return;
        }
        long time = System.currentTimeMillis();
        var chunk = new ByteArrayOutputStream(2 * CHUNK_BYTES);
        chunk.write(Wire.copyOut());
        chunk.write(Wire.copyData(WinningBids.progress(time)));
        for (int row = 0; row < rows + (changed ? third : 0); row++) {
            var fate = changed && row < rows ? fate(row) : Fate.STAYS;
            if (fate != Fate.GONE) {
                int version = fate == Fate.CHANGED ? 1 : 0;
                chunk.write(Wire.copyData(WinningBids.upsert(time, WinningBids.FIRST + row, version)));
            }
            if (chunk.size() > CHUNK_BYTES) {
                wire.write(chunk.toByteArray());
                chunk.reset();
            }
        }
        chunk.write(Wire.copyData(WinningBids.progress(time + 1)));
        wire.write(chunk.toByteArray());
        Thread.currentThread().join(); // Until the client leaves, which ends nothing.
    }

    private boolean run() throws Exception {
        System.out.printf("rows %,d, differences %,d%n", rows, 3 * third);
        try (var broker = BrokerProcess.start("large-diff");
                var materialize = ScriptedMaterialize.start(this::play);
                var committed = new Committed(broker.bootstrap())) {
            measure("first snapshot", materialize, broker, committed, 0);
            changed = true;
            long before = committed.end(TOPIC);
            measure("difference", materialize, broker, committed, committed.end(TOPIC + "-progress"));
            return verify(committed, before);
        }
    }

    /** Runs an ingestor until its first checkpoint, which is beyond an offset. */
    private void measure(
            String what, ScriptedMaterialize materialize, BrokerProcess broker, Committed committed, long checkpoints)
            throws IOException, InterruptedException {
        try (var ingestor = IngestorProcess.start(what.replace(' ', '-'), materialize, broker, TOPIC, HEAP)) {
            long start = asked.take();
            committed.readFrom(TOPIC + "-progress", checkpoints);
            long end = committed.await(_ -> true).nanoTime();
            System.out.printf(
                    "%s: %.1f s, processor time %.1f s, heap after collections at most %d MiB, resident at most %d MiB, %s%n",
                    what,
                    (end - start) / 1e9,
                    ingestor.cpu().toMillis() / 1e3,
                    ingestor.heapAfterCollections().stream()
                            .mapToInt(i -> i)
                            .max()
                            .orElse(0),
                    ingestor.memory("VmHWM"),
                    Figures.load());
        }
        asked.clear();
    }

    private boolean verify(Committed committed, long before) {
        var expected = new HashMap<String, String>();
        for (int row = 0; row < rows + third; row++) {
            var fate = row < rows ? fate(row) : Fate.CHANGED;
            if (fate != Fate.STAYS) {
                long auction = WinningBids.FIRST + row;
                expected.put(
                        WinningBids.key(auction),
                        fate == Fate.GONE ? "" : WinningBids.mark(auction, row < rows ? 1 : 0));
            }
        }
        long end = committed.end(TOPIC);
        var found = new HashMap<String, Integer>();
        committed.readFrom(TOPIC, before);
        committed.await(record -> {
            var key = new String(record.key(), UTF_8);
            var value = record.value() == null ? "" : new String(record.value(), UTF_8);
            var mark = expected.getOrDefault(key, "?");
            found.merge(
                    mark.isEmpty() ? value.isEmpty() ? key : "wrong" : value.contains(mark) ? key : "wrong",
                    1,
                    Integer::sum);
            return record.offset() == end - 2; // the last offset is the commit's
        });
        boolean exact = found.keySet().equals(expected.keySet())
                && found.values().stream().allMatch(n -> n == 1);
        System.out.printf(
                "written %,d, expected %,d: %s%n", end - 1 - before, expected.size(), exact ? "EXACT" : "WRONG");
        return exact;
    }
}
