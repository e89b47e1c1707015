package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Fixture fixture = new Fixture(64);

    @Test
    void keepsSupersededRecordsForTheLag() {
        fixture.put(1, "a", "a1").put(2, "b", "b2").close(3).put(3, "a", "a3").close(4);

        pass(Fixture.LAG.minus(SECOND));
        assertThat(fixture.read(fixture.open(new Start.After("3"))))
                .contains("a3")
                .doesNotContain("a1");
        assertThat(entries()).isEqualTo(5);

        pass(SECOND);
        assertThat(entries()).isLessThan(5);
        assertThat(fixture.read(fixture.open(new Start.Snapshot())))
                .isEqualTo("id: 2-20\ndata: b2\n\nid: 3-30\ndata: a3\n\nid: 4\n\n");
    }

    @Test
    void keepsDeletionsForTheirRetentionAndThenRefusesWhatIsOlder() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").close(2).delete(2, "a").close(3);
        fixture.put(3, "c", "c".repeat(64)).close(4);

        pass(Fixture.RETENTION.minus(SECOND));
        assertThat(fixture.read(fixture.open(new Start.After("2")))).startsWith("event: delete\nid: 2-30\ndata: a\n\n");

        pass(SECOND);
        assertThat(fixture.log.figures().keys()).isEqualTo(2);
        assertThat(fixture.read(fixture.open(new Start.After("2")))).startsWith("event: reset\n");
    }

    @Test
    void tellsThoseWhoStartAtTheHeadTheirPlaceWhereverItWasMoved() {
        fixture.put(1, "a", "a1")
                .put(2, "a", "a2")
                .close(3)
                .put(3, "b", "b".repeat(64))
                .append();

        pass(Fixture.LAG);

        assertThat(entries()).isEqualTo(2);
        assertThat(fixture.read(fixture.open(new Start.Head())))
                .isEqualTo("id: 3\n\nid: 3-30\ndata: " + "b".repeat(64) + "\n\n");
        assertThat(fixture.log.frontier()).hasValue(3);
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

        var text = output.take() + fixture.read(cursor);
        for (var i = 31; i <= 50; i++) {
            assertThat(text).containsOnlyOnce("data: v" + i + "\n");
        }
        assertThat(text).endsWith("data: v50\n\nid: 51\n\n");
    }

    @Test
    void boundsMemoryOfOneRowThatChangesForEver() {
        for (var i = 1; i <= 2_000; i++) {
            fixture.put(i, "a", "a" + i).close(i + 1);
            pass(Duration.ofSeconds(10));
            assertThat(fixture.log.figures().bytes()).isLessThan(8_000);
        }
    }

    @Test
    void filteredStreamLosesNoDeletionToCompaction() {
        var filter = Filter.of(Map.of("x", List.of("1")));
        fixture.put(1, "a", "{\"x\":1}").close(2);
        var id = fixture.open(new Start.Snapshot(), filter);
        fixture.read(id);
        fixture.put(2, "a", "{\"x\":2}").close(3).put(3, "a", "{\"x\":3}").close(4);

        pass(Fixture.LAG);

        assertThat(fixture.read(fixture.open(new Start.After("2"), filter)))
                .isEqualTo("event: delete\nid: 3-30\ndata: a\n\nid: 4\n\n");
    }

    private long entries() {
        return fixture.log.figures().entries();
    }

    private void pass(Duration time) {
        fixture.now = fixture.now.plus(time);
        fixture.log.compact();
    }
}
