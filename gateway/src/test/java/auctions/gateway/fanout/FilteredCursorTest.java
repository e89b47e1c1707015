package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.Filter;
import auctions.gateway.log.Hash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stream with a filter shows, and which deletions it needs. */
class FilteredCursorTest {
    private final Fixture fixture = new Fixture();

    @Test
    void filterGivesMatchingRowsAndTheDeletionOfThoseThatLeave() {
        var filter = Filter.of(Map.of("x", List.of("1", "2")));
        fixture.put(1, "a", "{\"x\":1}").put(1, "b", "{\"x\":3}").close(2);
        var cursor = fixture.open(new Start.Snapshot(), filter);

        assertThat(fixture.read(cursor)).isEqualTo("id: 1-10.21\ndata: {\"x\":1}\n\nid: 2\n\n");

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
    void confinedStreamIsToldNoKeyOfAnothersRow() {
        var rows = Filter.of(Map.of("x", List.of("1")));
        fixture.put(1, "a", "{\"x\":1}").put(1, "b", "{\"x\":2}").close(2);
        var cursor = fixture.openConfined(new Start.Snapshot(), rows);

        assertThat(fixture.read(cursor)).isEqualTo("id: 1-10.21\ndata: {\"x\":1}\n\nid: 2\n\n");

        fixture.delete(2, "b")
                .put(2, "c", "{\"x\":2}")
                .put(2, "c", "{\"x\":3}")
                .put(2, "a", "{\"x\":2}")
                .put(3, "a", "{\"x\":3}")
                .close(4);
        assertThat(fixture.read(cursor)).isEqualTo("event: delete\nid: 2-60\ndata: a\n\nid: 4\n\n");
    }

    @Test
    void conflatedFilterSendsNoDeletionOfWhatTheStallLeftOut() {
        var filter = Filter.of(Map.of("x", List.of("1")));
        fixture.put(1, "a", "{\"x\":1}").close(2);
        var cursor = fixture.open(new Start.Snapshot(), filter);
        fixture.read(cursor);

        fixture.put(2, "a", "{\"x\":2}")
                .put(2, "b", "{\"x\":1}")
                .put(3, "b", "{\"x\":2}")
                .delete(3, "a")
                .close(4);
        cursor.conflate();

        assertThat(fixture.read(cursor)).isEqualTo("event: delete\nid: 3-50\ndata: a\n\nid: 4\n\n");
    }

    @Test
    void resumedFilterSendsNoDeletionOfWhatWasNeverShown() {
        var filter = Filter.of(Map.of("x", List.of("1")));
        var time = fixture.now.toEpochMilli();
        fixture.put(time, "a", "{\"x\":1}")
                .put(time, "b", "{\"x\":2}")
                .put(time + 1, "a", "{\"x\":2}")
                .close(time + 2);
        fixture.put(time + 2, "a", "{\"x\":3}")
                .put(time + 2, "b", "{\"x\":3}")
                .delete(time + 2, "b")
                .close(time + 3);

        assertThat(fixture.read(fixture.open(new Start.After("" + (time + 2)), filter)))
                .isEqualTo("id: " + (time + 3) + "\n\n");
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
                .isEqualTo("id: 1-10.71\ndata: {\"x\":\"é\"}\n\nid: 1-20.71\ndata: {\"y\":0,\"x\":\"\\u00e9\"}\n\n"
                        + "id: 1-40.71\ndata: {\"x\":1,\"x\":\"é\"}\n\nid: 2\n\n");
    }

    @Test
    void filterFindsOneOfManyEscapedValues() {
        for (var i = 0; i < 1000; i++) {
            fixture.put(1, "key " + i, "{\"x\":\"\\u00e9" + i + "\"}");
        }
        fixture.close(2);

        var filter = Filter.of(Map.of("x", List.of("é777")));

        assertThat(fixture.read(fixture.open(new Start.Snapshot(), filter)))
                .isEqualTo("id: 1-7780.10001\ndata: {\"x\":\"\\u00e9777\"}\n\nid: 2\n\n");
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
                .isEqualTo("id: 1-10.21\ndata: {\"x\":\"" + twins.getFirst() + "\"}\n\nid: 2\n\n");
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
