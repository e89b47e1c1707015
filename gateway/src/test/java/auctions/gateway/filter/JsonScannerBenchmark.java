package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What it costs to find one column in a row: by {@link JsonScanner}, and by Jackson's streaming parser, which is given the
 * row without its framing. Both check the whole row, and both give the value as a hash of its text.
 */
@State(Scope.Thread)
@Fork(1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonScannerBenchmark {
    private static final int ROWS = 1000;
    private static final byte[] COLUMN = "buyer".getBytes(UTF_8);

    private final byte[][] rows = new byte[ROWS][];
    private final JsonScanner scanner = new JsonScanner();
    private final JsonFactory jackson = new JsonFactory();

    public JsonScannerBenchmark() {
        for (int i = 0; i < ROWS; i++) {
            rows[i] = ("{\"auction_id\":" + i + ",\"bid_id\":" + 10 * i + ",\"buyer\":" + 7 * i
                            + ",\"seller\":1861,\"item\":\"City Bar Crawl\",\"amount\":97,\"bid_time\":\"1795369593123.000\""
                            + ",\"end_time\":\"1795369603123.000\"}")
                    .getBytes(UTF_8);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int scanner() {
        int hashes = 0;
        for (var row : rows) {
            scanner.begin(row, 0, row.length);
            while (scanner.next()) {
                if (scanner.name().is(COLUMN)) {
                    hashes += scanner.value().hash();
                }
            }
        }
        return hashes;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int jackson() {
        int hashes = 0;
        for (var row : rows) {
            try (var parser = jackson.createParser(ObjectReadContext.empty(), row)) {
                hashes += buyer(parser);
            }
        }
        return hashes;
    }

    private static int buyer(JsonParser parser) {
        int hash = 0;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = parser.currentName().equals("buyer");
            parser.nextToken();
            if (wanted) {
                hash = parser.getString().hashCode();
            }
            parser.skipChildren();
        }
        return hash;
    }
}
