package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Filter;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inside of a block that the output cut. */
class UnsentTest {
    private static final int LARGE = 900 << 10;
    private static final int READERS = 100;
    private static final int BYTES_EACH_MAX = 20 << 10;

    private final Fixture fixture = new Fixture();

    @Test
    void keepsNoCopyOfALargeRow() {
        var followers = cursors(new Start.Head());
        fixture.put(1, "a", "a".repeat(LARGE)).close(2);
        var newcomers = cursors(new Start.Snapshot());
        turnOfAll(followers.subList(0, 1));
        turnOfAll(newcomers.subList(0, 1));
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        var before = bean.getCurrentThreadAllocatedBytes();
        turnOfAll(followers);
        turnOfAll(newcomers);
        var allocated = bean.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(2L * READERS * BYTES_EACH_MAX);
        assertThat(Stream.concat(followers.stream(), newcomers.stream())).allMatch(Cursor::insideBlock);
    }

    private List<Cursor> cursors(Start start) {
        return Stream.generate(() -> fixture.open(start)).limit(READERS).toList();
    }

    private void turnOfAll(List<Cursor> cursors) {
        for (var cursor : cursors) {
            assertThat(fixture.write(cursor, new FakeOutput().allow(100))).isEqualTo(Delivery.STALLED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 100_000, 400_000})
    void goesOnInsideALargeRow(int chunk) {
        var whole = "id: 1-10.21\ndata: " + "a".repeat(LARGE) + "\n\nid: 1-20.21\ndata: b\n\nid: 2\n\n";
        fixture.put(1, "a", "a".repeat(LARGE)).put(1, "b", "b").close(2);
        var cursor = fixture.open(new Start.Snapshot());
        var first = new FakeOutput().allow(chunk);
        fixture.write(cursor, first);
        var text = new StringBuilder(first.take());

        while (cursor.hasNext()) {
            var output = new FakeOutput().allow(Math.max(chunk, 100_000));
            fixture.write(cursor, output);
            text.append(output.take());
        }

        assertThat(fixture.withoutTags(text.toString())).isEqualTo(whole);
    }

    @Test
    void goesOnWhereCompactionHasPutTheEntry() {
        var follower = fixture.open(new Start.Head());
        fixture.put(1, "a", "a1").put(1, "b", "b1").close(2);
        var newcomer = fixture.open(new Start.Snapshot());
        var toNewcomer = new FakeOutput().allow(5);
        var toFollower = new FakeOutput().allow(5);
        fixture.write(newcomer, toNewcomer);
        fixture.write(follower, toFollower);
        var before = fixture.log.figures().entries();

        fixture.put(3, "b", "b3").put(3, "c", "c".repeat(5000)).close(4).pass(Fixture.LAG.multipliedBy(2));
        fixture.log.compact();

        assertThat(fixture.log.figures().entries()).isLessThan(before + 4);
        assertThat(fixture.read(newcomer, toNewcomer)).startsWith("id: 1-10.21\ndata: a1\n\n");
        assertThat(fixture.read(follower, toFollower)).startsWith("id: 1-10\ndata: a1\n\n");
    }

    @Test
    void endsWhereTheLogHasDroppedTheEntry() {
        fixture.put(1, "a", "a1").close(2);
        var cursor = fixture.open(new Start.Snapshot());
        fixture.write(cursor, new FakeOutput().allow(5));

        fixture.put(2, "a", "a2").put(2, "b", "b".repeat(5000)).close(3).pass(Fixture.LAG.multipliedBy(2));
        fixture.log.compact();

        var output = new FakeOutput();
        assertThat(fixture.write(cursor, output)).isEqualTo(Delivery.ENDED);
        assertThat(output.take()).isEmpty();
        assertThat(fixture.write(cursor, output)).isEqualTo(Delivery.ENDED);
    }

    @Test
    void goesOnInsideBlocksThatAreNotInTheLog() {
        fixture.put(1, "a", "{\"x\":1}").close(2);
        var request = new StreamRequest(new Start.After("2"), Filter.of(Map.of("x", List.of("1"))), true);
        fixture.put(2, "a", "{\"x\":2}").close(3);
        var whole = "event: delete\nid: 2-20\ndata: a\n\nevent: progress\nid: 3\ndata: {\"mz_timestamp\":\"3\"}\n\n";
        for (var chunk = 1; chunk < whole.length() + 10; chunk++) {
            var cursor = Fixture.ready(fixture.fanout.open(request));
            assertThat(fixture.readInPieces(cursor, chunk)).isEqualTo(whole);
        }
    }
}
