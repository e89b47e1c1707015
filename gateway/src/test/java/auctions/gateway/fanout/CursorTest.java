package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Filter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a stream shows after its snapshot, and where it goes on. */
class CursorTest {
    private final Fixture fixture = new Fixture();

    @Test
    void idOfAnotherTopicIsReset() {
        fixture.put(1, "a", "a1").close(2);

        for (var id : List.of("1-10~AAAA", "1-10.11~AAAA", "2~AAAA", "0~AAAA")) {
            assertThat(fixture.read(fixture.open(new Start.After(id))))
                    .as(id)
                    .startsWith("event: reset\nid: 0\ndata: {\"reason\":\"id of another topic\"}\n\n");
        }
        var own = "1-10~" + fixture.log.generation().tag().text();
        assertThat(fixture.read(fixture.open(new Start.After(own)))).isEqualTo("id: 2\n\n");
    }

    @Test
    void batchWithItsProgressIsOneWrite() {
        var output = new FakeOutput();
        var cursor = fixture.open(new Start.Snapshot());
        fixture.read(cursor);

        fixture.put(1, "a", "a").put(1, "b", "b").put(2, "c", "c").close(3);
        fixture.write(cursor, output);

        assertThat(output.writes()).isEqualTo(1);
        assertThat(fixture.withoutTags(output.take())).endsWith("id: 3\n\n");
    }

    @Test
    void headStartsWithTheLastProgress() {
        fixture.put(1, "a", "a1").close(2).put(2, "a", "a2").append();

        var cursor = fixture.open(new Start.Head());

        assertThat(fixture.read(cursor)).isEqualTo("id: 2\n\nid: 2-20\ndata: a2\n\n");
    }

    @Test
    void headOfATopicWithoutProgressStartsWithTheLastRecordsId() {
        fixture.put(1, "a", "a1").append();

        var cursor = fixture.open(new Start.Head());
        fixture.put(2, "a", "a2").append();

        assertThat(fixture.read(cursor)).isEqualTo("id: 1-10\n\nid: 2-20\ndata: a2\n\n");
    }

    @Test
    void givesAndTakesTheLargestTimes() {
        fixture.put(-2, "a", "a").close(-1);

        assertThat(fixture.read(fixture.open(new Start.Snapshot())))
                .isEqualTo("id: 18446744073709551614-10.11\ndata: a\n\nid: 18446744073709551615\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("18446744073709551614-10"))))
                .isEqualTo("id: 18446744073709551615\n\n");
    }

    @Test
    void resumesAfterRecord() {
        fixture.put(1, "a", "a1").put(2, "b", "b2").close(3).put(3, "a", "a3").close(4);

        assertThat(fixture.read(fixture.open(new Start.After("1-10"))))
                .isEqualTo("id: 2-20\ndata: b2\n\nid: 3-30\ndata: a3\n\nid: 4\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("3-30")))).isEqualTo("id: 4\n\n");
    }

    @Test
    void resumesAfterFrontier() {
        fixture.put(1, "a", "a1").close(3).put(3, "a", "a3").close(4);

        assertThat(fixture.read(fixture.open(new Start.After("3")))).isEqualTo("id: 3-20\ndata: a3\n\nid: 4\n\n");
        assertThat(fixture.read(fixture.open(new Start.After("4")))).isEmpty();
    }

    @Test
    void resetsWhatCannotBeContinued() {
        fixture.put(1, "a", "a1").put(3, "b", "b3").close(4);
        var snapshot = "id: 1-10.21\ndata: a1\n\nid: 3-20.21\ndata: b3\n\nid: 4\n\n";

        for (var id : List.of(
                "x",
                "-",
                "1-",
                "-1",
                "01-1",
                "1-1-1",
                "2-10",
                "0-10",
                "4-20",
                "3-21",
                "1-10.10",
                "1.11",
                "1-10.",
                "1-10~",
                "1-10~abc")) {
            assertThat(fixture.read(fixture.open(new Start.After(id))))
                    .as(id)
                    .startsWith("event: reset\nid: 0\ndata: {\"reason\":\"")
                    .endsWith("\"}\n\n" + snapshot);
        }
    }

    @Test
    void waitsForWhatIsAhead() {
        fixture.put(1, "a", "a1").close(4);

        for (var id : List.of("5", "4-20", "9-11", "1-10.12")) {
            assertThat(fixture.fanout.open(new StreamRequest(new Start.After(id), Filter.everything(), false)))
                    .as(id)
                    .isEqualTo(new Opening.Ahead());
        }
    }

    @Test
    void goesOnWhereTheOutputCutIt() {
        fixture.put(1, "a", "a1").delete(2, "a").put(3, "b", "b3").close(4);
        for (var start :
                List.of(new Start.Snapshot(), new Start.After("1-10"), new Start.After("1-10.31"), new Start.Head())) {
            var whole = fixture.read(fixture.open(start));
            for (var chunk = 1; chunk <= whole.length() + 20; chunk++) {
                assertThat(fixture.readInPieces(fixture.open(start), chunk)).isEqualTo(whole);
            }
        }
    }

    @Test
    void showsProgressAsEvent() {
        fixture.put(1, "a", "a1").close(4);

        var cursor =
                Fixture.ready(fixture.fanout.open(new StreamRequest(new Start.Snapshot(), Filter.everything(), true)));

        assertThat(fixture.read(cursor))
                .isEqualTo("id: 1-10.11\ndata: a1\n\nevent: progress\nid: 4\ndata: {\"mz_timestamp\":\"4\"}\n\n");
    }

    @Test
    void conflatesAfterStall() {
        fixture.put(1, "a", "a1").close(2);
        var cursor = fixture.open(new Start.Snapshot());
        fixture.read(cursor);

        fixture.put(2, "a", "a2")
                .close(3)
                .put(3, "b", "b3")
                .delete(3, "b")
                .put(4, "a", "a4")
                .close(5);
        cursor.conflate();

        assertThat(fixture.read(cursor))
                .isEqualTo("event: delete\nid: 3-40\ndata: b\n\nid: 4-50\ndata: a4\n\nid: 5\n\n");
    }

    @Test
    void saysResetWhenTheTopicIsAnother() {
        fixture.put(1, "a", "a1").close(2);
        var cursor = fixture.open(new Start.Snapshot());
        var output = new FakeOutput().allow(5);
        fixture.write(cursor, output);
        var tag = "~" + fixture.log.generation().tag().text();

        fixture.log.restart("topic re-created");
        fixture.log.identify(new UUID(8, 8));
        fixture.offset = 0;
        fixture.put(7, "b", "b7").close(8);

        assertThat(output.take() + fixture.read(cursor))
                .isEqualTo("id: 1-10.11" + tag
                        + "\ndata: a1\n\nevent: reset\nid: 0\ndata: {\"reason\":\"topic re-created\"}\n\n"
                        + "id: 7-10.11\ndata: b7\n\nid: 8\n\n");
    }
}
