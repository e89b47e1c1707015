package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import auctions.gateway.filter.Projections;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a snapshot shows, how it goes on where it was cut, and how it ends. */
class SnapshotTest {
    private final Fixture fixture = new Fixture();

    @Test
    void snapshotGivesLiveRowsOnceThenProgressThenLive() {
        fixture.put(1, "a", "a1")
                .put(2, "b", "b2")
                .delete(3, "b")
                .put(4, "a", "a4")
                .close(5);
        var cursor = fixture.open(new Start.Snapshot());

        assertThat(fixture.read(cursor)).isEqualTo("id: 4-40.41\ndata: a4\n\nid: 5\n\n");

        fixture.delete(5, "a").close(6);

        assertThat(fixture.read(cursor)).isEqualTo("event: delete\nid: 5-50\ndata: a\n\nid: 6\n\n");
    }

    @Test
    void snapshotShowsWhatWasLiveAtItsEndAndThenWhatCameAfter() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").put(1, "c", "c1").close(2);
        var cursor = fixture.open(new Start.Snapshot());

        fixture.put(2, "a", "a2").delete(2, "b").close(3);

        assertThat(fixture.read(cursor))
                .isEqualTo("id: 1-10.31\ndata: a1\n\nid: 1-20.31\ndata: b1\n\nid: 1-30.31\ndata: c1\n\nid: 2\n\n"
                        + "id: 2-40\ndata: a2\n\nevent: delete\nid: 2-50\ndata: b\n\nid: 3\n\n");
    }

    @Test
    void snapshotOfOnePageIsOneWriteWithItsEnd() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").close(2);
        var output = new FakeOutput();

        assertThat(fixture.read(fixture.open(new Start.Snapshot()), output))
                .isEqualTo("id: 1-10.21\ndata: a1\n\nid: 1-20.21\ndata: b1\n\nid: 2\n\n");
        assertThat(output.writes()).isEqualTo(1);
    }

    @Test
    void goesOnInsideTheBlockAtASnapshotsEnd() {
        fixture.put(1, "a", "a1").close(2).put(2, "b", "b2").append();
        var whole = "id: 1-10.11~xxxx\ndata: a1\n\nid: 2~xxxx\n\nid: 2-20~xxxx\ndata: b2\n\n";

        for (var cut = 1; cut < whole.length(); cut++) {
            var output = new FakeOutput();
            output.allow(cut);
            var cursor = fixture.open(new Start.Snapshot());
            assertThat(fixture.write(cursor, output)).isEqualTo(Delivery.STALLED);

            assertThat(fixture.read(cursor, output))
                    .as("cut after %s bytes", cut)
                    .isEqualTo(whole.replace("~xxxx", ""));
        }
    }

    @Test
    void goesOnInsideASnapshotAsItWasAtItsEnd() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").put(1, "c", "c1").close(2);
        fixture.put(2, "b", "b2").delete(2, "c").put(2, "d", "d2").close(3);

        assertThat(fixture.read(fixture.open(new Start.After("1-10.31"))))
                .isEqualTo("id: 1-20.31\ndata: b1\n\nid: 1-30.31\ndata: c1\n\n"
                        + "id: 2-40\ndata: b2\n\nevent: delete\nid: 2-50\ndata: c\n\nid: 2-60\ndata: d2\n\nid: 3\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("1-30.31")))).startsWith("id: 2-40\ndata: b2\n\n");
    }

    @Test
    void snapshotEndsBeforeWhatNoProgressCovers() {
        fixture.put(1, "a", "a1").close(2).put(2, "a", "a2").append();

        assertThat(fixture.read(fixture.open(new Start.Snapshot())))
                .isEqualTo("id: 1-10.11\ndata: a1\n\nid: 2\n\nid: 2-20\ndata: a2\n\n");
    }

    @Test
    void saysTheEndOfASnapshotOfATopicWithoutProgress() {
        assertThat(fixture.read(fixture.open(new Start.Snapshot()))).isEqualTo("id: 0\n\n");

        fixture.put(1, "a", "a1").put(2, "b", "b2").delete(2, "b").append();
        var everything = Filter.everything();
        var asEvent = Fixture.ready(fixture.fanout.open(new StreamRequest(new Start.Snapshot(), everything, true)));

        assertThat(fixture.read(fixture.open(new Start.Snapshot()))).isEqualTo("id: 1-10.31\ndata: a1\n\nid: 2-30\n\n");
        assertThat(fixture.read(asEvent)).isEqualTo("id: 1-10.31\ndata: a1\n\nevent: progress\nid: 2-30\ndata: {}\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("1-10.31")))).isEqualTo("id: 2-30\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("2-30")))).isEmpty();
    }

    @Test
    void saysTheEndOfASnapshotAsSoonAsTheTopicIsFound() {
        fixture.log.restart("topic re-created");
        assertThat(fixture.read(fixture.open(new Start.Snapshot()))).isEmpty();

        fixture.log.identify(Fixture.TOPIC);

        assertThat(fixture.read(fixture.open(new Start.Snapshot()))).isEqualTo("id: 0\n\n");
    }

    @Test
    void idThatHoldsNothingGetsASnapshotWithoutAReset() {
        fixture.put(1, "a", "a1").close(2);

        assertThat(fixture.read(fixture.open(new Start.After("0")))).isEqualTo("id: 1-10.11\ndata: a1\n\nid: 2\n\n");
    }

    @Test
    void snapshotOfOldRowsGoesOnThoughTheirDeletionsWouldBeForgotten() {
        fixture.put(1, "a", "a1").put(1, "b", "b1").close(2).pass(Fixture.RETENTION.multipliedBy(2));

        assertThat(fixture.read(fixture.open(new Start.After("1-10.21")))).startsWith("id: 1-20.21\ndata: b1\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("1-10")))).startsWith("event: reset\n");
    }

    @Test
    void newcomersShareASnapshotWhileLittleChanges() {
        for (var i = 0; i < 1_000; i++) {
            fixture.put(1, "key " + i, "value");
        }
        fixture.close(2);
        fixture.read(fixture.open(new Start.Snapshot()));
        fixture.put(2, "key 0", "changed").close(3);

        assertThat(fixture.read(fixture.open(new Start.Snapshot())))
                .startsWith("id: 1-10.10001\ndata: value\n\n")
                .endsWith("id: 2\n\nid: 2-10010\ndata: changed\n\nid: 3\n\n");
    }

    @Test
    void confinedNewcomerSharesNoSnapshotWhoseRowsMayBeCompactedAwaySoon() {
        var rows = Filter.of(Map.of("x", List.of("1")));
        for (var i = 0; i < 200; i++) {
            fixture.put(1, "key " + i, "{\"x\":1}");
        }
        fixture.close(2);
        fixture.read(fixture.openConfined(new Start.Snapshot(), rows));

        fixture.pass(Fixture.LAG.dividedBy(2).plusMillis(1));

        assertThat(fixture.read(fixture.open(new Start.Snapshot()))).contains("id: 2\n\n");
        assertThat(fixture.read(fixture.openConfined(new Start.Snapshot(), rows)))
                .doesNotContain("id: 2\n\n");
    }

    @Test
    void givesOutNoPageWhoseMemoryIsUsedAgain() {
        for (var i = 0; i < 1_500; i++) {
            fixture.put(1, "key " + i, i + "v".repeat(1_000));
        }
        fixture.close(2);
        var whole = fixture.read(fixture.open(new Start.Snapshot()));

        assertThat(fixture.read(fixture.open(new Start.Snapshot())).equals(whole))
                .as("the same again, though the pages of the beginning made room for the others")
                .isTrue();
    }

    @Test
    void goesOnNowhereIfTheTopicMayHaveForgottenADeletionBeforeItWasRead() {
        var later = Fixture.RETENTION.multipliedBy(2).toMillis();
        fixture.put(1, "a", "a1");
        // A row at 20 and its deletion at 30 are gone from the topic.
        fixture.offset = 30;
        fixture.put(later, "c", "c").find();

        assertThat(fixture.read(fixture.open(new Start.After("1-20.21")))).startsWith("event: reset\n");
        assertThat(fixture.read(fixture.open(new Start.After("1-10.41"))))
                .isEqualTo("id: " + later + "-40.41\ndata: c\n\nid: " + later + "-40\n\n");
    }

    @Test
    void pagesKeepNoBlocksOfStreamsThatHaveEnded() {
        fixture.put(1, "{\"id\":1}", "{\"id\":1,\"x\":1,\"y\":1}").close(2);

        var shared = readWithSharedBlocks();

        await().until(() -> {
            System.gc();
            return shared.refersTo(null);
        });
    }

    private WeakReference<Projection> readWithSharedBlocks() {
        var projections = new Projections(1, 1 << 20);
        var projection = projections.enter(Projection.of(List.of("x"))).orElseThrow();
        var request = new StreamRequest(new Start.Snapshot(), Filter.everything(), projection, false);

        assertThat(fixture.read(Fixture.ready(fixture.fanout.open(request)))).contains("data: {\"id\":1,\"x\":1}\n");
        return new WeakReference<>(projection);
    }

    @Test
    void bytesToANewcomerAreThoseOfTheLiveRows() {
        var winners = new ManyWinners(1_000).load();
        var calm = bytes(winners);

        for (var i = 0; i < 60_000; i += 100) {
            winners.append(i % 1_000, 100);
        }

        assertThat(bytes(winners)).isLessThan(calm * 1.02);
    }

    private static double bytes(ManyWinners winners) {
        var output = new FakeOutput();
        winners.deliver(winners.cursor(new Start.Snapshot()), output);
        return output.take().length();
    }
}
