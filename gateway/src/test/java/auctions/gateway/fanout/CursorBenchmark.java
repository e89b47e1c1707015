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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** What one of 10,000 subscribers costs when a batch of ten rows was appended: its turn, all but the system call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CursorBenchmark extends LogBenchmark {
    private static final int WINNERS = 100_000;
    private static final int CURSORS = 10_000;

    @Param({"everything", "aBuyer"})
    String filter;

    private ManyWinners winners;
    private List<Cursor> cursors;
    private int next;

    @Setup(Level.Iteration)
    public void open() {
        winners = new ManyWinners(WINNERS).load();
        cursors = new ArrayList<>();
        for (var i = 0; i < CURSORS; i++) {
            cursors.add(
                    filter.equals("aBuyer") ? winners.cursorOf(i, new Start.Head()) : winners.cursor(new Start.Head()));
        }
    }

    @Setup(Level.Invocation)
    public void append() {
        next = (next + 70) % WINNERS;
        winners.append(next, 10);
    }

    @Benchmark
    @OperationsPerInvocation(CURSORS)
    public void turn() {
        for (var cursor : cursors) {
            winners.deliver(cursor, CursorBenchmark::forget);
        }
    }

    private static int forget(ByteBuffer bytes) {
        var length = bytes.remaining();
        bytes.position(bytes.limit());
        return length;
    }
}
