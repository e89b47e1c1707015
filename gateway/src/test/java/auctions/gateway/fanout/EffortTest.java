package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Filter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A turn ends when it has looked at enough, however little it shows; and what is known of a column saves looking. */
class EffortTest {
    private static final int ROWS = 20_000;
    private static final int TURN_BYTES = 64 << 10;
    private static final int ROW_BYTES_MAX = 100;

    // A turn must look at an entry, so it may go beyond its limit by one.
    private static final int PARSED_IN_A_TURN_MAX = TURN_BYTES / 4 + ROW_BYTES_MAX;

    private final Fixture fixture = new Fixture(16 << 10, TURN_BYTES, 4 << 10);

    EffortTest() {
        IntStream.range(0, ROWS).forEach(i -> fixture.put(1, "key " + i, "{\"x\":" + i + ",\"y\":\"" + i % 2 + "\"}"));
        fixture.close(2);
    }

    @Test
    void snapshotThatShowsNothingTakesManyTurns() {
        assertThat(turnsTo(fixture.open(new Start.Snapshot(), filter("x", "none"))))
                .isGreaterThan(ROWS * 30 / PARSED_IN_A_TURN_MAX);
    }

    @Test
    void replayThatShowsNothingTakesManyTurns() {
        assertThat(turnsTo(fixture.open(new Start.After("1-10"), filter("x", "none"))))
                .isGreaterThan(ROWS * 30 / PARSED_IN_A_TURN_MAX);
    }

    @Test
    void conflatedReplayTakesManyTurns() {
        var cursor = fixture.open(new Start.After("1-10"));
        cursor.conflate();

        assertThat(turnsTo(cursor)).isGreaterThan(10);
    }

    @Test
    void findsAValueWithoutAWalkOnceEachRowWasAskedFor() {
        turnsTo(fixture.open(new Start.Snapshot(), filter("x", "none")));
        long parsed = fixture.scratch.rows().bytesRead();

        var cursor = fixture.open(new Start.Snapshot(), filter("x", "77"));
        var output = new FakeOutput();

        assertThat(fixture.write(cursor, output)).isEqualTo(Delivery.CAUGHT_UP);
        assertThat(output.take()).contains("data: {\"x\":77,\"y\":\"1\"}\n\n");
        assertThat(fixture.scratch.rows().bytesRead()).isEqualTo(parsed);
    }

    @Test
    void findsTheSameRowsWithAndWithoutAWalk() {
        var filters = List.of(
                Filter.of(Map.of("x", List.of("7", "19000", "none", "8"))),
                Filter.of(Map.of("x", List.of("7", "8", "9"), "y", List.of("1"))),
                filter("y", "0"),
                Filter.of(Map.of(
                        "x", IntStream.range(0, 100).mapToObj(i -> "" + i * 7).toList())));
        var walked = filters.stream().map(this::snapshot).toList();
        turnsTo(fixture.open(new Start.Snapshot(), filter("x", "none")));
        turnsTo(fixture.open(new Start.Snapshot(), filter("y", "none")));
        fixture.forgetPages();

        assertThat(filters.stream().map(this::snapshot).toList()).isEqualTo(walked);
        assertThat(walked.get(0).lines().filter(line -> line.startsWith("data")))
                .hasSize(3);
        assertThat(walked.get(1).lines().filter(line -> line.startsWith("data")))
                .hasSize(2);
        assertThat(walked.get(2).lines().filter(line -> line.startsWith("data")))
                .hasSize(ROWS / 2);
        assertThat(walked.get(3).lines().filter(line -> line.startsWith("data")))
                .hasSize(100);
    }

    private String snapshot(Filter filter) {
        return fixture.read(fixture.open(new Start.Snapshot(), filter));
    }

    /** The number of turns until the cursor has nothing more, none of which parsed more than it may. */
    private int turnsTo(Cursor cursor) {
        var output = new FakeOutput();
        for (int turns = 1; ; turns++) {
            long before = fixture.scratch.rows().bytesRead();
            var delivery = fixture.write(cursor, output);
            assertThat(fixture.scratch.rows().bytesRead() - before).isLessThanOrEqualTo(PARSED_IN_A_TURN_MAX);
            assertThat(output.take().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(2 * TURN_BYTES);
            if (delivery == Delivery.CAUGHT_UP) {
                return turns;
            }
        }
    }

    private static Filter filter(String column, String value) {
        return Filter.of(Map.of(column, List.of(value)));
    }
}
