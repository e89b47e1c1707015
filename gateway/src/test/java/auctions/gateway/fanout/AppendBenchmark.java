package auctions.gateway.fanout;

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

/** What it costs to encode and append a batch to a log of 100,000 winners, each of which is superseded by it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AppendBenchmark extends LogBenchmark {
    private static final int WINNERS = 100_000;

    @Param({"1", "10", "1000"})
    int rows;

    private ManyWinners winners;
    private int next;

    @Setup(Level.Iteration)
    public void load() {
        winners = new ManyWinners(WINNERS).load();
    }

    @Benchmark
    public void appendBatch() {
        // Each batch hits other winners than its neighbours.
        next = (next + 7 * rows) % WINNERS;
        winners.append(next, rows);
    }
}
