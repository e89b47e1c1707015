package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our values are those of Materialize's native sink, byte for byte: recorded rows of every type, as COPY text and as JSON. */
class SinkGoldenTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final SqlType TEXT = type(25);

    private static final SqlType TIMESTAMPTZ = type(1184);

    /** What the recorded lists and maps hold, which their OIDs do not say. */
    private static final Map<String, SqlType> CONTAINERS = Map.of(
            "tl", TEXT.list(),
            "il", type(23).list(),
            "tzl", TIMESTAMPTZ.list(),
            "jl", type(3802).list(),
            "ll", TEXT.list().list(),
            "mt", TEXT.map(),
            "mi", type(23).map(),
            "mz", TIMESTAMPTZ.map(),
            "mj", type(3802).map(),
            "mf", type(701).map());

    private final List<JsonNode> lines = lines();

    private static SqlType type(int oid) {
        return SqlType.of(oid).orElseThrow();
    }

    private static List<JsonNode> lines() {
        try (var golden = SinkGoldenTest.class.getResourceAsStream("/contract/sink-golden.jsonl")) {
            return new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Relation relation() {
        var columns = new ArrayList<Relation.Column>();
        for (var column : lines.getFirst().get("columns")) {
            var name = column.get(0).asString();
            var container = CONTAINERS.get(name);
            columns.add(
                    container == null
                            ? Columns.column(name, column.get(2).asInt())
                            : new Relation.Column(name, container));
        }
        return new Relation("golden", columns, List.of("id"));
    }

    @Test
    void writesEveryRecordedRowAsTheNativeSinkDid() {
        var relation = relation();
        var decoder = new RowDecoder(relation);

        var rows = lines.subList(1, lines.size());
        for (var row : rows) {
            var copy = (row.get("copy").asString() + '\n').getBytes(UTF_8);

            assertThat(decoder.decode(copy))
                    .isInstanceOfSatisfying(
                            Update.Upsert.class,
                            upsert -> assertThat(new String(upsert.value(), UTF_8))
                                    .isEqualTo(row.get("json").asString()));
        }
        assertThat(relation.columns()).hasSize(57);
        assertThat(rows).hasSize(264);
    }
}
