package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Filter;
import auctions.gateway.topic.MzTimestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactionTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Fixture fixture = new Fixture(64);

    @Test
    void keepsSupersededRecordsForTheLag() {
        fixture.put(1, "a", "a1").put(2, "b", "b2").close(3).put(3, "a", "a3").close(4);

        pass(Fixture.LAG.minus(MILLI.multipliedBy(2)));
        assertThat(replay("0-0")).contains("data: a1\n");

        pass(MILLI);
        assertThat(replay("0-0")).doesNotContain("data: a1\n").contains("data: b2\n", "data: a3\n");
    }

    @Test
    void keepsDeletionsForTheirRetentionAndThenRefusesWhatIsOlder() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").close(2).delete(2, "a").close(3);
        fixture.put(3, "c", "c".repeat(64)).close(4);

        pass(Fixture.RETENTION.minus(MILLI.multipliedBy(3)));
        assertThat(replay("2")).startsWith("event: delete\nid: 2-30\ndata: a\n\n");

        pass(MILLI);
        assertThat(fixture.log.figures().keys()).isEqualTo(2);
        assertThat(replay("2")).startsWith("event: reset\n");
    }

    @Test
    void reckonsInTheTopicsOwnTime() {
        fixture.put(1, "a", "a1").close(2).put(2, "a", "a2").close(3);

        fixture.now = fixture.now.plus(Duration.ofDays(2));
        fixture.log.compact();

        assertThat(replay("1-10")).isEqualTo("id: 2-20\ndata: a2\n\nid: 3\n\n");
        assertThat(fixture.log.figures().entries()).isEqualTo(4);
    }

    @Test
    void tellsStreamsThatStartAtTheHeadTheirPlaceWhereverItWasMoved() {
        fixture.put(1, "a", "a1").put(2, "a", "a2").close(3);
        var later = Fixture.LAG.toMillis() + 3;
        fixture.put(later, "b", "b".repeat(64)).append();

        fixture.log.compact();

        assertThat(fixture.log.figures().entries()).isEqualTo(2);
        assertThat(fixture.read(fixture.open(new Start.Head())))
                .isEqualTo("id: 3\n\nid: " + later + "-30\ndata: " + "b".repeat(64) + "\n\n");
        assertThat(fixture.log.frontier()).contains(new MzTimestamp(3));
    }

    @Test
    void goesOnUnderCursorInTheMiddle() {
        for (var i = 1; i <= 50; i++) {
            fixture.put(i, "k" + i % 20, "v" + i).close(i + 1);
        }
        var cursor = fixture.open(new Start.Snapshot());
        var output = new FakeOutput().allow(333);
        fixture.write(cursor, output);

        pass(Fixture.LAG);

        var text = fixture.read(cursor, output);
        for (var i = 31; i <= 50; i++) {
            assertThat(text).containsOnlyOnce("data: v" + i + "\n");
        }
        assertThat(text).endsWith("data: v50\n\nid: 51\n\nid: " + (51 + Fixture.LAG.toMillis()) + "\n\n");
    }

    @Test
    void boundsMemoryOfOneRowThatChangesForEver() {
        for (var i = 1; i <= 2_000; i++) {
            var time = i * 10_000L;
            fixture.put(time, "a", "a" + i).close(time + 1);
            fixture.log.compact();
            assertThat(fixture.log.figures().bytes()).isLessThan(8_000);
        }
    }

    @Test
    void keepsAFirstRowThatIsLargerThanASegment() {
        fixture.put(1, "a", "a".repeat(100)).close(2).put(2, "b", "b2").close(3);

        pass(Fixture.LAG);
        fixture.put(Fixture.LAG.toMillis() + 3, "c", "c3").append();

        assertThat(fixture.read(fixture.open(new Start.Snapshot())))
                .contains("data: " + "a".repeat(100) + "\n", "data: b2\n", "data: c3\n");
    }

    @Test
    void filteredStreamLosesNoDeletionToCompaction() {
        var filter = Filter.of(Map.of("x", List.of("1")));
        fixture.put(1, "a", "{\"x\":1}").close(2).put(2, "a", "{\"x\":2}").close(3);
        fixture.put(3, "a", "{\"x\":3}").close(4);

        pass(Fixture.LAG);

        assertThat(fixture.read(fixture.open(new Start.After("2"), filter)))
                .startsWith("event: delete\nid: 3-30\ndata: a\n\n");
    }

    @Test
    void confinedStreamBeginsAnewWhereADeletionMayBeOfAnothersRow() {
        var rows = Filter.of(Map.of("x", List.of("1")));
        fixture.put(1, "a", "{\"x\":1}").put(1, "b", "{\"x\":1}").close(2);
        fixture.put(2, "a", "{\"x\":2}").close(3).delete(3, "a").close(4);

        pass(Fixture.LAG);

        var closed = 4 + Fixture.LAG.toMillis();
        assertThat(fixture.read(fixture.openConfined(new Start.After("2"), rows)))
                .isEqualTo(
                        "event: reset\nid: 0\ndata: {\"reason\":\"it is not known any more which rows were shown\"}\n\n"
                                + "id: 1-20.41\ndata: {\"x\":1}\n\nid: " + closed + "\n\n");
    }

    @Test
    void snapshotLeavesOutWhatCompactionTookAndClaimsOnlyWhatFollows() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").put(1, "c", "c".repeat(64)).close(2);
        var cursor = fixture.open(new Start.Snapshot());
        var output = new FakeOutput().allow(20);
        fixture.write(cursor, output);

        fixture.put(2, "b", "b2").close(3);
        pass(Fixture.LAG);
        // A pump that has not made the pages yet, or has forgotten them.
        fixture.forgetPages();

        var rest = fixture.read(cursor, output);
        var closed = 3 + Fixture.LAG.toMillis();
        assertThat(rest)
                .isEqualTo("id: 1-10.31\ndata: a1\n\nid: 1-30.31\ndata: " + "c".repeat(64)
                        + "\n\nid: 2-40\ndata: b2\n\nid: " + closed + "\n\n");
    }

    private String replay(String id) {
        return fixture.read(fixture.open(new Start.After(id)));
    }

    private void pass(Duration time) {
        fixture.pass(time).log.compact();
    }
}
