package auctions.gateway.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** A batch of ten rows to 100,000 subscribers, each with a filter on another buyer: all their turns together. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
public class FilterBenchmark extends LogBenchmark {
    private static final int WINNERS = 100_000;
    private static final int FILTERS = 100_000;

    /** Whether the filter is of a login's claims, or of the subscriber's own asking. */
    @Param({"false", "true"})
    private boolean confined;

    private ManyWinners winners;
    private List<Cursor> cursors;
    private int next;

    @Setup(Level.Trial)
    public void open() {
        winners = new ManyWinners(WINNERS).load();
        cursors = new ArrayList<>();
        for (var i = 0; i < FILTERS; i++) {
            var start = new Start.Head();
            cursors.add(confined ? winners.confinedCursorOf(i, start) : winners.cursorOf(i, start));
        }
    }

    @Setup(Level.Invocation)
    public void append() {
        next = (next + 70) % WINNERS;
        winners.append(next, 10);
    }

    @Benchmark
    public void batchToEveryFilter() {
        for (var cursor : cursors) {
            winners.deliver(cursor, FilterBenchmark::forget);
        }
    }

    private static int forget(ByteBuffer bytes) {
        var length = bytes.remaining();
        bytes.position(bytes.limit());
        return length;
    }
}
