package auctions.gateway.fanout;

import java.nio.ByteBuffer;
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

/**
 * The winners of one buyer out of a million, found by equality and by a range, each time another buyer: from a log of which nobody has asked
 * for buyers before, and from one of which others have. A filter for many values looks at each row, as a range does; one for a single
 * value is looked up.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 15)
public class RangeBenchmark extends LogBenchmark {
    private static final int WINNERS = 1_000_000;

    /** Whether the log is new each time. */
    @Param({"true", "false"})
    boolean first;

    private ManyWinners winners;
    private int buyer;

    @Setup(Level.Trial)
    public void load() {
        winners = new ManyWinners(WINNERS).load();
    }

    @Setup(Level.Invocation)
    public void next() {
        buyer++;
        if (first) {
            winners = new ManyWinners(WINNERS).load();
            System.gc();
        }
    }

    @Benchmark
    public void equality() {
        winners.deliver(winners.cursorOf(buyer, new Start.Snapshot()), RangeBenchmark::forget);
    }

    @Benchmark
    public void equalityOfMany() {
        winners.deliver(winners.cursorOfMany(buyer, new Start.Snapshot()), RangeBenchmark::forget);
    }

    @Benchmark
    public void range() {
        winners.deliver(winners.rangeCursorOf(buyer, new Start.Snapshot()), RangeBenchmark::forget);
    }

    private static int forget(ByteBuffer bytes) {
        var length = bytes.remaining();
        bytes.position(bytes.limit());
        return length;
    }
}
