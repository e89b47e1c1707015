package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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

    private static SqlType type(int oid) {
        return SqlType.of(oid).orElseThrow();
    }

    private static List<JsonNode> lines(String file) {
        try (var golden = SinkGoldenTest.class.getResourceAsStream("/contract/" + file)) {
            return new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A column of the first recording: name, type, OID on the wire. */
    private static Relation.Column column(JsonNode column) {
        var name = column.get(0).asString();
        var container = CONTAINERS.get(name);
        return container == null ? Columns.column(name, column.get(2).asInt()) : new Relation.Column(name, container);
    }

    /** A column of the second recording: name, type, OIDs from the outside to the innermost elements. */
    private static Relation.Column nestedColumn(JsonNode column) {
        var oids = column.get(2).valueStream().map(JsonNode::asInt).toList();
        var type = type(oids.getLast());
        for (int oid : oids.reversed().subList(1, oids.size())) {
            type = oid == SqlType.LIST_OID ? type.list() : type.map();
        }
        return new Relation.Column(column.get(0).asString(), type);
    }

    private static Relation relation(JsonNode header, Function<JsonNode, Relation.Column> column) {
        return new Relation(
                "golden", header.get("columns").valueStream().map(column).toList(), List.of("id"));
    }

    private static void writesAsRecorded(List<JsonNode> rows, Relation relation) {
        var decoder = new RowDecoder(relation);
        for (var row : rows) {
            var copy = (row.get("copy").asString() + '\n').getBytes(UTF_8);

            assertThat(decoder.decode(copy))
                    .isInstanceOfSatisfying(
                            Update.Upsert.class,
                            upsert -> assertThat(new String(upsert.value(), UTF_8))
                                    .isEqualTo(row.get("json").asString()));
        }
    }

    @Test
    void writesEveryRecordedRowAsTheNativeSinkDid() {
        var lines = lines("sink-golden.jsonl");
        var relation = relation(lines.getFirst(), SinkGoldenTest::column);
        var rows = lines.subList(1, lines.size());

        writesAsRecorded(rows, relation);
        assertThat(relation.columns()).hasSize(57);
        assertThat(rows).hasSize(264);
    }

    @Test
    void writesNestedAndUnusualValuesAsTheNativeSinkDid() {
        var lines = lines("sink-golden-nested.jsonl");
        var relation = relation(lines.getFirst(), SinkGoldenTest::nestedColumn);

        writesAsRecorded(lines.subList(1, lines.size()), relation);
        assertThat(relation.types())
                .isEqualTo(lines.getFirst()
                        .get("columns")
                        .valueStream()
                        .map(column -> column.get(1).asString())
                        .toList());
    }
}
