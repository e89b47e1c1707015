package auctions.gateway.fanout;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Snapshots of 1,000,000 winners, some 215 MB, to an output that copies them. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class SnapshotBenchmark extends LogBenchmark {
    private static final int WINNERS = 1_000_000;

    private final ByteBuffer sink = ByteBuffer.allocateDirect(8 << 20);
    private ManyWinners winners;

    @Setup(Level.Trial)
    public void load() {
        winners = new ManyWinners(WINNERS).load();
    }

    @Benchmark
    public void wholeSnapshot() {
        winners.deliver(winners.cursor(new Start.Snapshot()), this::copy);
    }

    @Benchmark
    public void snapshotThroughAFilter() {
        winners.deliver(winners.cursorOf(77, new Start.Snapshot()), this::copy);
    }

    private int copy(ByteBuffer bytes) {
        var length = bytes.remaining();
        sink.clear().put(bytes);
        return length;
    }
}
