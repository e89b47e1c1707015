package auctions.gateway.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the hash of a winner's key costs, beside a hash without a key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HashBenchmark {
    private static final int KEYS = 1_000;

    private final byte[][] keys = new byte[KEYS][];

    @Setup
    public void makeKeys() {
        for (var i = 0; i < KEYS; i++) {
            keys[i] = ("{\"auction_id\":" + (1_000_000 + i) + "}").getBytes(US_ASCII);
        }
    }

    @Benchmark
    @OperationsPerInvocation(KEYS)
    public int withKey() {
        var hashes = 0;
        for (var key : keys) {
            hashes += Hash.of(key, 0, key.length);
        }
        return hashes;
    }

    @Benchmark
    @OperationsPerInvocation(KEYS)
    public int withoutKey() {
        var hashes = 0;
        for (var key : keys) {
            hashes += CollidingKeys.hash(CollidingKeys.OFFSET_BASIS, key);
        }
        return hashes;
    }
}
