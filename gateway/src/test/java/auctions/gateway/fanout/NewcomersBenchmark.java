package auctions.gateway.fanout;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** What each of 100 newcomers at once costs at 10,000 winners, with this many superseded rows within the lag. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NewcomersBenchmark extends LogBenchmark {
    private static final int WINNERS = 10_000;
    private static final int BATCH = 100;
    private static final int NEWCOMERS = 100;

    @Param({"0", "600000"})
    int superseded;

    private final ByteBuffer sink = ByteBuffer.allocateDirect(8 << 20);
    private ManyWinners winners;
    private int next;

    @Setup(Level.Trial)
    public void load() {
        winners = new ManyWinners(WINNERS).load();
        for (var i = 0; i < superseded; i += BATCH) {
            winners.append(i * 7 % WINNERS, BATCH);
        }
    }

    /** A batch before each crowd, so that the crowd does not find the pages of the one before. */
    @Setup(Level.Invocation)
    public void append() {
        next = (next + BATCH) % WINNERS;
        winners.append(next, BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(NEWCOMERS)
    public void newcomers() {
        for (var i = 0; i < NEWCOMERS; i++) {
            winners.deliver(winners.cursor(new Start.Snapshot()), this::copy);
        }
    }

    private int copy(ByteBuffer bytes) {
        var length = bytes.remaining();
        sink.clear().put(bytes);
        return length;
    }
}
