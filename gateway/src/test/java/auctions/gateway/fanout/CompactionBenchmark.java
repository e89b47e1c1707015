package auctions.gateway.fanout;

import java.time.Duration;
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

/** One pass over a log of 100,000 winners and this many versions that nobody needs any more. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 20)
public class CompactionBenchmark extends LogBenchmark {
    private static final int WINNERS = 100_000;

    @Param({"0", "20000", "100000"})
    int superseded;

    private ManyWinners winners;

    @Setup(Level.Iteration)
    public void load() {
        winners = new ManyWinners(WINNERS).load();
        for (var i = 0; i < superseded; i += 10) {
            winners.append(i * 7 % WINNERS, 10);
        }
        winners.pass(Duration.ofMinutes(11));
    }

    @Benchmark
    public void compact() {
        winners.log.compact();
    }
}
