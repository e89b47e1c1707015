package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.topic.Batch;
import auctions.gateway.topic.Progress;
import auctions.gateway.topic.Update;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.util.unit.DataSize;

/** Main: what the log costs with a million winners. Prints one line a figure; not in the gate. */
final class FanoutLogBenchmark {
    private static final int WINNERS = 1_000_000;
    private static final int BATCH = 1_000;
    private static final int LIVE = 300_000;
    private static final int FILTERS = 100_000;

    private final FanoutLog log = new FanoutLog(
            new FanoutProperties(
                    DataSize.ofMegabytes(4),
                    Duration.ofMinutes(10),
                    Duration.ofHours(24),
                    Duration.ofSeconds(10),
                    DataSize.ofMegabytes(1),
                    DataSize.ofKilobytes(64)),
            InstantSource.system());
    private final Gather gather = log.gather();
    private long offset;

    private FanoutLogBenchmark() {}

    static void main() throws IOException {
        new FanoutLogBenchmark().run();
    }

    private void run() throws IOException {
        var before = heapBytes();
        var load = System.nanoTime();
        for (var i = 0; i < WINNERS; i += BATCH) {
            log.append(batch(i, BATCH));
        }
        say("load of 1,000,000 winners", (System.nanoTime() - load) / 1e9, "s, making the records included");
        var compact = System.nanoTime();
        log.compact();
        say("compaction that finds nothing", (System.nanoTime() - compact) / 1e6, "ms");
        say(
                "memory per winner",
                (heapBytes() - before + log.figures().bytes()) / (double) WINNERS,
                "B, heap and direct");
        for (var i = 0; i < 3; i++) {
            snapshot();
        }
        live();
        filters();
    }

    private void snapshot() throws IOException {
        var bytes = new long[1];
        var cursor = cursor(Filter.everything(), new Start.Snapshot());
        var sink = java.nio.ByteBuffer.allocateDirect(8 << 20);
        var start = System.nanoTime();
        Output output = block -> {
            var length = block.remaining();
            sink.clear().put(block);
            bytes[0] += length;
            return length;
        };
        while (cursor.write(output, gather) != Delivery.CAUGHT_UP) {}
        say(
                "snapshot",
                bytes[0] / 1e6 / ((System.nanoTime() - start) / 1e9),
                "MB/s of " + bytes[0] / 1_000_000 + " MB");
    }

    private void live() {
        var batches = new ArrayList<Batch>();
        for (var i = 0; i < LIVE; i += 10) {
            batches.add(batch(i * 7 % WINNERS, 10));
        }
        var start = System.nanoTime();
        batches.forEach(log::append);
        say("live append", (System.nanoTime() - start) / (double) LIVE / 1e3, "µs a record, 10 to a batch");
    }

    private void filters() throws IOException {
        var before = heapBytes();
        var cursors = new ArrayList<Cursor>();
        for (var i = 0; i < FILTERS; i++) {
            cursors.add(cursor(Filter.of(Map.of("buyer", List.of("" + i))), new Start.Head()));
        }
        deliver(cursors);
        say("cursor with its own filter", (heapBytes() - before) / (double) FILTERS, "B");
        for (var round = 0; round < 3; round++) {
            log.append(batch(round * 10, 10));
            var start = System.nanoTime();
            deliver(cursors);
            say("batch of 10 to 100,000 filters", (System.nanoTime() - start) / 1e3 / FILTERS, "µs a cursor");
        }
        for (var round = 0; round < 3; round++) {
            var cursor = cursor(Filter.of(Map.of("buyer", List.of("77"))), new Start.Snapshot());
            var start = System.nanoTime();
            deliver(List.of(cursor));
            say("snapshot through a filter", (System.nanoTime() - start) / 1e6, round == 0 ? "ms, hashing" : "ms");
        }
    }

    private void deliver(List<Cursor> cursors) throws IOException {
        Output output = block -> {
            var length = block.remaining();
            block.position(block.limit());
            return length;
        };
        for (var cursor : cursors) {
            while (cursor.write(output, gather) != Delivery.CAUGHT_UP) {}
        }
    }

    private Cursor cursor(Filter filter, Start start) {
        return Fixture.ready(log.open(start, filter, false));
    }

    private Batch batch(int first, int count) {
        var updates = new ArrayList<Update>();
        var now = System.currentTimeMillis();
        var timestamp = 1_800_000_000_000L + offset;
        for (var i = first; i < first + count; i++) {
            var key = "{\"auction_id\":" + i + "}";
            var value = "{\"auction_id\":" + i + ",\"bid_id\":" + offset
                    + ",\"item\":\"Signed Memorabilia\",\"amount\":" + i % 100 + ",\"buyer\":" + i % 10_000
                    + ",\"bid_time\":\"1663370647332\",\"note\":\"" + "x".repeat(80) + "\"}";
            updates.add(new Update.Upsert(timestamp, offset++, now, key.getBytes(UTF_8), value.getBytes(UTF_8)));
        }
        return new Batch(
                updates, Optional.of(new Progress(timestamp + 1, OptionalLong.of(0), List.of("auction_id", "buyer"))));
    }

    private static long heapBytes() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void say(String what, double figure, String unit) {
        System.out.printf("%-32s %12.2f %s%n", what, figure, unit);
    }
}
