package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.log.LogLimits;
import auctions.gateway.log.Segment;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.TopicSlice;
import auctions.gateway.topic.Update;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row looks like with fewer columns, and who shares what was encoded. */
class ProjectionTest {
    private final TopicLog log = new TopicLog(new LogLimits(1 << 16, Duration.ZERO, Duration.ZERO));
    private final ProjectedRow row = new ProjectedRow(new RowReader());
    private long offset;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"id":1,"a":"x","b":[1,{"a":2}],"c":null} | {"id":1,"a":"x","c":null}
                { "c" : 1.50 , "id" : "}" }               | {"c" : 1.50,"id" : "}"}
                {"\u0061":true,"b":1}                    | {"\u0061":true}
                {"b":1}                                   | {}
                {}                                        | {}
                no object                                 | no object
                {"a":1,"c":                               | {"a":1,"c":
                [{"a":1}]                                 | [{"a":1}]
                """)
    void showsTheColumnsAndTheKeyAsTheyAreWritten(String value, String shown) {
        append("{\"id\":1}", value);

        assertThat(project(Projection.of(List.of("a", "c")), 0)).isEqualTo("id: 0-1\ndata: " + shown + "\n\n");
    }

    @Test
    void keepsAValueOfSeveralLines() {
        append("{}", "{\n\"a\":[1,\n2],\n\"b\":3}");

        assertThat(project(Projection.of(List.of("a")), 0)).isEqualTo("id: 0-1\ndata: {\"a\":[1,\ndata: 2]}\n\n");
    }

    @Test
    void leavesDeletionsAsTheyAre() {
        log.append(slice(new Update.Delete(MzTimestamp.ZERO, 1, "{\"id\":1}".getBytes(UTF_8))));

        assertThat(project(Projection.of(List.of("a")), 0)).isEqualTo("event: delete\nid: 0-1\ndata: {\"id\":1}\n\n");
    }

    @Test
    void encodesFromWhereStreamsBeginAndAsFarAsTheyCome() {
        for (int i = 0; i < 200; i++) {
            append("{\"id\":" + i + "}", "{\"id\":" + i + ",\"a\":" + i + ",\"b\":0}");
        }
        var projection = Projection.of(List.of("a")).withMemory(1 << 20);

        assertThat(blocks(projection, 150, 170)).isEqualTo(expected(150, 170));
        assertThat(blocks(projection, 160, 200)).isEqualTo(expected(160, 200));
        assertThat(blocks(projection, 0, 200)).isEqualTo(expected(0, 200));
    }

    @Test
    void findsTheBlockThatAnOutputCut() {
        append("{}", "{\"a\":1}");
        append("{}", "{\"a\":2}");
        var blocks = Projection.of(List.of("a")).blocks(segment(), 0, 2, row);

        assertThat(blocks.blockAt(0, 2, blocks.blockStart(0))).isZero();
        assertThat(blocks.blockAt(0, 2, blocks.blockEnd(0) - 1)).isZero();
        assertThat(blocks.blockAt(0, 2, blocks.blockEnd(0))).isOne();
    }

    @Test
    void streamsOfTheSameColumnsShareOneProjection() {
        var projections = new Projections(2, 1 << 20);
        var first = projections.enter(Projection.of(List.of("a", "b"))).orElseThrow();

        assertThat(projections.enter(Projection.of(List.of("b", "a", "a")))).containsSame(first);
        assertThat(projections.enter(Projection.of(List.of("a")))).isPresent();
        assertThat(projections.enter(Projection.of(List.of("c")))).isEmpty();
        assertThat(projections.enter(Projection.all())).contains(Projection.all());
        assertThat(projections.sets()).isEqualTo(2);

        projections.leave(first);
        assertThat(projections.enter(Projection.of(List.of("c")))).isEmpty();
        projections.leave(first);
        assertThat(projections.enter(Projection.of(List.of("c")))).isPresent();
    }

    @Test
    void whatIsShownAnywayDoesNotCount() {
        var view = List.of("id", "a", "b");
        var key = List.of("id");

        assertThat(Projection.of(List.of("a", "id")).in(view, key)).isEqualTo(Projection.of(List.of("a")));
        assertThat(Projection.of(List.of("a", "b")).in(view, key)).isEqualTo(Projection.all());
        assertThat(Projection.of(List.of("a")).in(List.of(), List.of())).isEqualTo(Projection.of(List.of("a")));
        assertThat(Projection.of(List.of("id")).in(view, key).showsAll()).isFalse();
    }

    private String expected(int from, int to) {
        var expected = new StringBuilder();
        for (int i = from; i < to; i++) {
            expected.append("id: 0-%d\ndata: {\"id\":%d,\"a\":%d}\n\n".formatted(i + 1, i, i));
        }
        return expected.toString();
    }

    private String blocks(Projection projection, int from, int to) {
        var blocks = projection.blocks(segment(), from, to, row);
        var bytes = new byte[blocks.blockEnd(to - 1) - blocks.blockStart(from)];
        blocks.copy(blocks.blockStart(from), bytes, bytes.length);
        return new String(bytes, UTF_8);
    }

    private String project(Projection projection, int index) {
        projection.make(segment(), index, row);
        return new String(row.bytes(), 0, row.length(), UTF_8);
    }

    private Segment segment() {
        return log.generation().segments().get(0);
    }

    private void append(String key, String value) {
        offset++;
        log.append(slice(new Update.Upsert(MzTimestamp.ZERO, offset, key.getBytes(UTF_8), value.getBytes(UTF_8))));
    }

    private static TopicSlice slice(Update update) {
        return new TopicSlice(List.of(update), Optional.empty(), false);
    }
}
