package auctions.ingestor.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.SqlType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElementTypesTest {

    private static final int LIST = SqlType.LIST_OID;

    private static final int MAP = SqlType.MAP_OID;

    private final List<List<String>> described = new ArrayList<>();

    private List<String> types(List<String> names, List<Integer> oids, Map<String, Integer> server)
            throws SQLException {
        return ElementTypes.of(names, oids, expressions -> {
                    described.add(expressions);
                    return expressions.stream().map(server::get).toList();
                })
                .stream()
                .map(type -> type.type().map(SqlType::name).orElse("no rule for " + type.innermost()))
                .toList();
    }

    @Test
    void asksForNothingWhereNothingHasElements() throws SQLException {
        assertThat(types(List.of("id", "tags"), List.of(20, 1009), Map.of())).containsExactly("bigint", "text[]");
        assertThat(described).isEmpty();
    }

    @Test
    void asksForElementsUntilNothingHasElements() throws SQLException {
        var server = Map.of(
                "(\"L\")[1]",
                LIST,
                "(\"M\") -> 'k'",
                1007,
                "((\"L\")[1])[1]",
                MAP,
                "(((\"L\")[1])[1]) -> 'k'",
                1184,
                "(\"T\")[1]",
                25);

        assertThat(types(List.of("L", "id", "M", "T"), List.of(LIST, 20, MAP, LIST), server))
                .containsExactly(
                        "map[text=>timestamp with time zone] list list", "bigint", "map[text=>integer[]]", "text list");
        assertThat(described)
                .containsExactly(
                        List.of("(\"L\")[1]", "(\"M\") -> 'k'", "(\"T\")[1]"),
                        List.of("((\"L\")[1])[1]"),
                        List.of("(((\"L\")[1])[1]) -> 'k'"));
    }

    @Test
    void tellsTheInnermostTypeThatHasNoRule() throws SQLException {
        assertThat(types(List.of("r", "L"), List.of(2249, LIST), Map.of("(\"L\")[1]", 2249)))
                .containsExactly("no rule for 2249", "no rule for 2249");
    }
}
