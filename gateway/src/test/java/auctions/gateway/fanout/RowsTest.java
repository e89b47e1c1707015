package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.filter.ColumnType;
import auctions.gateway.filter.Comparison;
import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rows of one frontier, whatever happens to the log while they are written. */
class RowsTest {
    private final Fixture fixture = new Fixture(200);

    @Test
    void areThoseOfTheLastFrontier() throws IOException {
        fixture.put(1, "a", "{\"x\":1}")
                .put(1, "b", "{\"x\":2}")
                .put(1, "c", "{\"x\":3}")
                .close(2);
        fixture.put(2, "a", "{\"x\":4}").delete(2, "b").close(3);
        fixture.put(3, "a", "{\"x\":5}").put(3, "d", "{\"x\":6}").append();

        assertThat(rows().frontier().orElseThrow().toString())
                .isEqualTo("3~" + fixture.log.generation().tag().text());
        assertThat(text(rows())).isEqualTo("[{\"x\":3},{\"x\":4}]");
    }

    @Test
    void areThoseOfNowWithoutProgress() throws IOException {
        fixture.put(1, "a", "{\"x\":1}").append();

        assertThat(rows().frontier()).isEmpty();
        assertThat(text(rows())).isEqualTo("[{\"x\":1}]");
    }

    @Test
    void areAnEmptyArrayOfAnEmptyLog() throws IOException {
        assertThat(text(rows())).isEqualTo("[]");
    }

    @Test
    void areWrittenWithoutTheFramingOfBlocks() throws IOException {
        fixture.put(1, "a", "{\"x\":\r\n[1,\n2],\r \"y\":\"data: \"}").close(2);

        assertThat(text(rows())).isEqualTo("[{\"x\":\n[1,\n2],\n \"y\":\"data: \"}]");
    }

    @Test
    void areThoseThatPassWithTheColumnsThatAreAskedFor() throws IOException {
        fixture.put(1, "{\"k\":1}", "{\"k\":1,\"x\":1,\"y\":1}")
                .put(1, "{\"k\":2}", "{\"k\":2,\"x\":2,\"y\":1}")
                .close(2);
        var filter = Filter.of(
                Map.of(),
                Map.of(
                        "x",
                        List.of(Comparison.parse("x", new ColumnType("integer"), "gt.1")
                                .orElseThrow())));

        assertThat(text(Rows.of(fixture.log.generation(), filter, Projection.of(List.of("x")))))
                .isEqualTo("[{\"k\":2,\"x\":2}]");
    }

    @Test
    void areTheSameThoughCompactionTakesThemMeanwhile() throws IOException {
        for (int i = 0; i < 20; i++) {
            fixture.put(1, "k" + i, "{\"x\":\"" + "v".repeat(50) + "\"}");
        }
        fixture.close(2);
        var before = text(rows());
        var rows = rows();

        for (int i = 0; i < 20; i++) {
            fixture.put(2, "k" + i, "{}");
        }
        fixture.close(3).pass(Fixture.LAG.multipliedBy(2)).log.compact();

        assertThat(text(rows)).isEqualTo(before);
        assertThat(text(rows())).isEqualTo("[" + "{},".repeat(19) + "{}]");
    }

    @Test
    void areWrittenInPieces() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            fixture.put(1, "k" + i, "{\"x\":\"" + "v".repeat(50) + "\"}");
        }
        fixture.close(2);
        var largest = new int[1];

        rows().writeTo(new OutputStream() {
            @Override
            public void write(int next) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                largest[0] = Math.max(largest[0], length);
            }
        });

        assertThat(largest[0]).isEqualTo(64 << 10);
    }

    private Rows rows() {
        return Rows.of(fixture.log.generation(), Filter.everything(), Projection.all());
    }

    private static String text(Rows rows) throws IOException {
        var output = new ByteArrayOutputStream();
        rows.writeTo(output);
        return output.toString(UTF_8);
    }
}
