package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final Fixture fixture = new Fixture();

    @Test
    void snapshotGivesLiveRowsThenProgressThenLive() {
        fixture.put(1, "a", "a1")
                .put(2, "b", "b2")
                .delete(3, "b")
                .put(4, "a", "a4")
                .close(5);
        fixture.now = fixture.now.plus(Fixture.LAG);
        var cursor = fixture.open(new Start.Snapshot());

        assertThat(fixture.read(cursor)).isEqualTo("id: 4-40\ndata: a4\n\nid: 5\n\n");

        fixture.delete(5, "a").close(6);

        assertThat(fixture.read(cursor)).isEqualTo("event: delete\nid: 5-50\ndata: a\n\nid: 6\n\n");
    }

    @Test
    void snapshotKeepsWhatWasSupersededWithinTheLag() {
        fixture.put(1, "a", "a1").close(2).put(2, "a", "a2").close(3);

        assertThat(fixture.read(fixture.open(new Start.Snapshot())))
                .isEqualTo("id: 1-10\ndata: a1\n\nid: 2-20\ndata: a2\n\nid: 3\n\n");
    }

    @Test
    void batchWithItsProgressIsOneWrite() {
        var output = new FakeOutput();
        var cursor = fixture.open(new Start.Snapshot());

        fixture.put(1, "a", "a").put(1, "b", "b").put(2, "c", "c").close(3);
        fixture.write(cursor, output);

        assertThat(output.writes()).isEqualTo(1);
        assertThat(output.take()).endsWith("id: 3\n\n");
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
        fixture.put(Long.MAX_VALUE - 1, "a", "a").close(Long.MAX_VALUE);

        var start = new Start.After((Long.MAX_VALUE - 1) + "-10");

        assertThat(fixture.read(fixture.open(start))).isEqualTo("id: " + Long.MAX_VALUE + "\n\n");
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
        var snapshot = "id: 1-10\ndata: a1\n\nid: 3-20\ndata: b3\n\nid: 4\n\n";

        for (var id : List.of("x", "-", "1-", "-1", "01-1", "1-1-1", "2-10", "0-10", "4-20", "3-21")) {
            assertThat(fixture.read(fixture.open(new Start.After(id))))
                    .as(id)
                    .startsWith("event: reset\nid: 0\ndata: {\"reason\":\"")
                    .endsWith("\"}\n\n" + snapshot);
        }
    }

    @Test
    void waitsForWhatIsAhead() {
        fixture.put(1, "a", "a1").close(4);

        for (var id : List.of("5", "4-20", "9-11")) {
            assertThat(fixture.log.open(new StreamRequest(new Start.After(id), Filter.everything(), false)))
                    .as(id)
                    .isEqualTo(new Opening.Ahead());
        }
    }

    @Test
    void goesOnWhereTheOutputCutIt() {
        fixture.put(1, "a", "a1").delete(2, "a").put(3, "b", "b3").close(4);
        for (var start : List.of(new Start.Snapshot(), new Start.After("1-10"), new Start.Head())) {
            var whole = fixture.read(fixture.open(start));
            for (var chunk = 1; chunk <= whole.length(); chunk++) {
                var cursor = fixture.open(start);
                var text = new StringBuilder();
                while (cursor.hasNext()) {
                    var output = new FakeOutput().allow(chunk);
                    fixture.write(cursor, output);
                    text.append(output.take());
                    assertThat(cursor.insideBlock()).isEqualTo(!text.toString().endsWith("\n\n"));
                }
                assertThat(text).hasToString(whole);
            }
        }
    }

    @Test
    void showsProgressAsEvent() {
        fixture.put(1, "a", "a1").close(4);

        var cursor =
                Fixture.ready(fixture.log.open(new StreamRequest(new Start.Snapshot(), Filter.everything(), true)));

        assertThat(fixture.read(cursor))
                .isEqualTo("id: 1-10\ndata: a1\n\nevent: progress\nid: 4\ndata: {\"mz_timestamp\":\"4\"}\n\n");
    }

    @Test
    void filterGivesMatchingRowsAndTheDeletionOfThoseThatLeave() {
        var filter = Filter.of(Map.of("x", List.of("1", "2")));
        fixture.put(1, "a", "{\"x\":1}").put(1, "b", "{\"x\":3}").close(2);
        var cursor = fixture.open(new Start.Snapshot(), filter);

        assertThat(fixture.read(cursor)).isEqualTo("id: 1-10\ndata: {\"x\":1}\n\nid: 2\n\n");

        fixture.put(2, "a", "{\"x\":3}").delete(2, "b").close(3);
        assertThat(fixture.read(cursor)).isEqualTo("event: delete\nid: 2-30\ndata: a\n\nid: 3\n\n");

        fixture.put(3, "c", "{\"x\":\"2\"}")
                .close(4)
                .delete(4, "c")
                .delete(4, "a")
                .close(5);
        assertThat(fixture.read(cursor))
                .isEqualTo("id: 3-50\ndata: {\"x\":\"2\"}\n\nid: 4\n\nevent: delete\nid: 4-60\ndata: c\n\nid: 5\n\n");
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

        fixture.log.restart("topic re-created");
        fixture.offset = 0;
        fixture.put(7, "b", "b7").close(8);

        assertThat(output.take() + fixture.read(cursor))
                .isEqualTo("id: 1-10\ndata: a1\n\nevent: reset\nid: 0\ndata: {\"reason\":\"topic re-created\"}\n\n"
                        + "id: 7-10\ndata: b7\n\nid: 8\n\n");
    }

    @Test
    void filterComparesWhatTheJsonSays() {
        fixture.put(1, "plain", "{\"x\":\"é\"}")
                .put(1, "escaped", "{\"y\":0,\"x\":\"\\u00e9\"}")
                .put(1, "last counts", "{\"x\":\"\\u00e9\",\"x\":1}")
                .put(1, "last counts as well", "{\"x\":1,\"x\":\"é\"}")
                .put(1, "no object", "{\"x\":\"é\",")
                .put(1, "longer", "{\"x\":\"é \"}")
                .put(1, "none", "{\"y\":\"é\"}")
                .close(2);

        var filter = Filter.of(Map.of("x", List.of("é", "")));

        assertThat(fixture.read(fixture.open(new Start.Snapshot(), filter)))
                .isEqualTo("id: 1-10\ndata: {\"x\":\"é\"}\n\nid: 1-20\ndata: {\"y\":0,\"x\":\"\\u00e9\"}\n\n"
                        + "id: 1-40\ndata: {\"x\":1,\"x\":\"é\"}\n\nid: 2\n\n");
    }

    @Test
    void filterFindsOneOfManyEscapedValues() {
        for (var i = 0; i < 1000; i++) {
            fixture.put(1, "key " + i, "{\"x\":\"\\u00e9" + i + "\"}");
        }
        fixture.close(2);

        var filter = Filter.of(Map.of("x", List.of("é777")));

        assertThat(fixture.read(fixture.open(new Start.Snapshot(), filter)))
                .isEqualTo("id: 1-7780\ndata: {\"x\":\"\\u00e9777\"}\n\nid: 2\n\n");
    }

    @Test
    void tellsValuesApartThatHaveOneHash() {
        var twins = valuesWithOneHash();
        for (var value : twins) {
            fixture.put(1, "key of " + value, "{\"x\":\"" + value + "\"}");
        }
        fixture.close(2);

        var filter = Filter.of(Map.of("x", List.of(twins.getFirst())));

        assertThat(fixture.read(fixture.open(new Start.Snapshot(), filter)))
                .isEqualTo("id: 1-10\ndata: {\"x\":\"" + twins.getFirst() + "\"}\n\nid: 2\n\n");
    }

    private static List<String> valuesWithOneHash() {
        var byHash = new HashMap<Integer, String>();
        for (var i = 0; ; i++) {
            var value = Integer.toString(i, Character.MAX_RADIX);
            var bytes = value.getBytes(UTF_8);
            var twin = byHash.put(Hash.of(bytes, 0, bytes.length), value);
            if (twin != null) {
                return List.of(twin, value);
            }
        }
    }
}
