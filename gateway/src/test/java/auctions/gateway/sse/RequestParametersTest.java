package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import auctions.gateway.fanout.Start;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.filter.Comparison;
import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParametersTest {
    private static final ViewColumns COLUMNS = new ViewColumns(
            List.of("auction_id", "amount", "item", "gone"),
            Optional.of(List.of("bigint", "integer", "text", "boolean")));

    @Test
    void startsWithSnapshotByDefault() {
        assertThat(parse(Map.of(), null))
                .isEqualTo(new StreamRequest(new Start.Snapshot(), Filter.everything(), false));
    }

    @Test
    void readsOptions() {
        assertThat(parse(Map.of("snapshot", of("false"), "progress", of("true")), null))
                .isEqualTo(new StreamRequest(new Start.Head(), Filter.everything(), true));
    }

    @Test
    void letsHeaderWinOverQuery() {
        var query = Map.of("last_event_id", of("1-1"));

        assertThat(parse(query, null).start()).isEqualTo(new Start.After("1-1"));
        assertThat(parse(query, "2-2").start()).isEqualTo(new Start.After("2-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_event_id", "lastEventId", "lastEventID", "Last-Event-ID"})
    void readsTheIdByEachNameThatStandInsSend(String name) {
        assertThat(parse(Map.of(name, of("1-1")), null))
                .isEqualTo(new StreamRequest(new Start.After("1-1"), Filter.everything(), false));
        assertThat(parse(Map.of(name, of("1-1", "1-1"), "progress", of("true")), null)
                        .start())
                .isEqualTo(new Start.After("1-1"));
    }

    @Test
    void refusesDifferentValuesOfOneOption() {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("lastEventId", of("1-1"), "last_event_id", of("2-2")), "3-3"))
                .satisfies(invalid -> assertThat(invalid.parameter()).isEqualTo("last_event_id"));
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("snapshot", of("true", "false")), null));
    }

    @Test
    void gathersFilterValues() {
        var request = parse(Map.of("amount", of("95", "83"), "item", of("City Bar Crawl")), null);

        assertThat(request.filter())
                .isEqualTo(Filter.of(Map.of("amount", List.of("83", "95"), "item", List.of("City Bar Crawl"))));
    }

    @Test
    void saysWhatIsAllowedInsteadOfUnknownColumn() {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("amuont", of("95")), null))
                .satisfies(invalid -> {
                    assertThat(invalid.parameter()).isEqualTo("amuont");
                    assertThat(invalid.allowed())
                            .containsExactly(
                                    "snapshot",
                                    "progress",
                                    "select",
                                    "last_event_id",
                                    "auction_id",
                                    "amount",
                                    "item",
                                    "gone");
                });
    }

    @Test
    void letsAnyColumnThroughWhileNoneIsKnown() {
        assertThat(RequestParameters.parse(Map.of("buyer", of("1")), null, new ViewColumns(List.of(), Optional.empty()))
                        .filter())
                .isEqualTo(Filter.of(Map.of("buyer", List.of("1"))));
    }

    @Test
    void refusesFlagsThatAreNone() {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("snapshot", of("no")), null))
                .satisfies(invalid -> assertThat(invalid.allowed()).containsExactly("true", "false"));
    }

    @ParameterizedTest
    @CsvSource({"amount, abc", "amount, ''", "amount, 095", "amount, +95", "amount, NaN", "gone, yes", "gone, 1"})
    void refusesAValueThatNeverMatches(String column, String value) {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of(column, of("null", value)), null))
                .withMessageContaining("'" + value + "' never matches: column '" + column + "' holds ")
                .satisfies(invalid -> assertThat(invalid.parameter()).isEqualTo(column));
    }

    @ParameterizedTest
    @CsvSource({"amount, 95", "amount, 95.0", "amount, -1e+16", "amount, null", "gone, true", "gone, null", "item, 1"})
    void takesAValueThatMightMatch(String column, String value) {
        assertThat(parse(Map.of(column, of(value)), null).filter())
                .isEqualTo(Filter.of(Map.of(column, List.of(value))));
    }

    @Test
    void takesAnyValueWhereTypesAreNotKnown() {
        var untyped = new ViewColumns(COLUMNS.names(), Optional.empty());

        assertThat(RequestParameters.parse(Map.of("amount", of("abc")), null, untyped)
                        .filter())
                .isEqualTo(Filter.of(Map.of("amount", List.of("abc"))));
    }

    @Test
    void readsComparisonsBesidePlainValues() {
        var request = parse(Map.of("amount", of("gte.90", "95", "lt.100"), "item", of("in.(a,\"b,c\")")), null);

        assertThat(request.filter())
                .isEqualTo(Filter.of(
                        Map.of("amount", List.of("95")),
                        Map.of(
                                "amount", List.of(comparison("amount", "gte.90"), comparison("amount", "lt.100")),
                                "item", List.of(comparison("item", "in.(a,\"b,c\")")))));
    }

    @Test
    void readsAColumnWithTheNameOfAnOption() {
        var columns = new ViewColumns(List.of("id", "snapshot"), Optional.empty());
        var query = Map.of("snapshot", of("false"), "column.snapshot", of("a"), "column.id", of("1"), "id", of("2"));

        assertThat(RequestParameters.parse(query, null, columns))
                .isEqualTo(new StreamRequest(
                        new Start.Head(), Filter.of(Map.of("snapshot", List.of("a"), "id", List.of("1", "2"))), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"column.", "column.none", "column.column.amount", "columnamount"})
    void refusesAPrefixWithoutAColumn(String name) {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of(name, of("1")), null))
                .withMessage("'" + name + "' is neither an option nor a column");
    }

    @Test
    void saysWhatAnOperandMustBe() {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("column.amount", of("gte.many")), null))
                .withMessage("'many' cannot be compared with column 'amount' of type integer:"
                        + " it takes a number such as 90 or -0.5")
                .satisfies(invalid -> assertThat(invalid.parameter()).isEqualTo("column.amount"));
    }

    @Test
    void readsTheColumnsToShow() {
        assertThat(parse(Map.of("select", of("item,\"amount\"")), null).projection())
                .isEqualTo(Projection.of(List.of("amount", "item")));
        assertThat(parse(Map.of("select", of("item", "item")), null).projection())
                .isEqualTo(Projection.of(List.of("item")));
        assertThat(parse(Map.of(), null).projection()).isEqualTo(Projection.all());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                ``         | ``
                item,      | ``
                none       | none
                item,*     | *
                "item      | ``
                """)
    void refusesToShowWhatIsNoColumn(String select, String none) {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("select", of(select)), null))
                .withMessage("option 'select' takes columns such as a,b,\"c,d\", and '" + none + "' is none")
                .satisfies(invalid -> assertThat(invalid.allowed()).isEqualTo(COLUMNS.names()));
    }

    @Test
    void refusesTwoSetsOfColumns() {
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> parse(Map.of("select", of("item", "amount")), null))
                .withMessage("option 'select' is given twice, with different values");
    }

    private static Comparison comparison(String column, String value) {
        return Comparison.parse(column, COLUMNS.type(column), value).orElseThrow();
    }

    private static StreamRequest parse(Map<String, String[]> query, @Nullable String header) {
        return RequestParameters.parse(query, header, COLUMNS);
    }

    private static String[] of(String... values) {
        return values;
    }
}
