package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import auctions.gateway.log.LogLimits;
import auctions.gateway.log.TopicLog;
import auctions.gateway.topic.MzTimestamp;
import auctions.gateway.topic.TopicSlice;
import auctions.gateway.topic.Update;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values pass a comparison, by the type of the column; and what is said of one that means nothing. */
class ComparisonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                bigint                      | gte.90                    | 90, 91, 9007199254740993                  | 89, -91, null, 9
                bigint                      | gt.9007199254740992       | 9007199254740993                          | 9007199254740992, 9007199254740991
                uint8                       | lte.18446744073709551614  | 18446744073709551614, 0                   | 18446744073709551615
                integer                     | eq.90.0                   | 90                                        | 9, 900, null
                integer                     | eq.+090                   | 90                                        | -90
                integer                     | neq.90                    | 89, 91                                    | 90, null
                integer                     | in.(1,3,"2")              | 1, 2, 3                                   | 4, null, 0
                double precision            | lt.1e3                    | 999.9, -1e+300, 0.0, -0.0                 | 1000.0, 1e+16, null
                double precision            | eq.0                      | 0.0, -0.0                                 | 5e-324, -1e-7
                double precision            | gt.0.1                    | 0.10000000000000001, 0.11                 | 0.1, 0.09999999999999999
                numeric                     | gt.0.30000000000000001    | "0.30000000000000002", "0.4", "NaN"       | "0.3", "0.30000000000000001", "-1"
                numeric(38,20)              | eq.123456789012345678901234567890 | "123456789012345678901234567890", "123456789012345678901234567890.0" | "123456789012345678901234567891"
                numeric                     | lt.1e30                   | "999999999999999999999999999999", "-5"    | "1000000000000000000000000000000", "NaN", null
                numeric                     | eq.NaN                    | "NaN"                                     | "1", null
                mz_timestamp                | gt.999                    | "1000", "18446744073709551615"            | "999", "1"
                text                        | eq.in.progress            | "in.progress"                             | "progress", null
                text                        | eq.null                   | "null"                                    | null
                text                        | gt.b                      | "ba", "c", "\\u00e9", "b "                | "b", "a", "B", "", null
                text                        | lt.Best Pizza in Town     | "Best Pizza", "Best Pizza in Tow", "A"    | "Best Pizza in Town", "Best Pizza in Towns", "C"
                text                        | gt.\uffff                 | "\ud83d\ude00"                            | "\uffff", "z"
                text                        | in.(a,b,"c,d","e\\"\\\\") | "a", "b", "c,d", "e\\"\\\\"               | "c", "d", "e", null
                text                        | in.("")                   | ""                                        | "a", null
                text                        | neq.a                     | "b", ""                                   | "a", null
                text                        | is.null                   | null                                      | "null", ""
                text                        | is.not_null               | "null", ""                                | null
                boolean                     | is.true                   | true                                      | false, null
                boolean                     | eq.false                  | false                                     | true, null
                boolean                     | gt.false                  | true                                      | false, null
                timestamp without time zone | gte.1970-01-01T00:00:00.5 | "500.000", "1795386181489.000"            | "499.999", "-1.500", null
                timestamp without time zone | lt.1969-12-31T23:59:59.9995Z | "-1.499", "-2.999"                     | "-1.500", "0.000"
                timestamp(3) with time zone | gt.2026-11-27T01:00:00+01:00 | "1795737600000.001"                    | "1795737600000.000"
                timestamp with time zone    | eq.2026-11-27T01:00:00 01:00 | "1795737600000.000"                    | "1795737600000.001"
                timestamp with time zone    | gt.1970-01-01T00:00:00.0000005 | "0.001"                              | "0.000"
                timestamp with time zone    | lte.1970-01-01T00:00:00.0000005 | "0.000"                             | "0.001"
                timestamp with time zone    | gte.1795386181489.001     | "1795386181489.001"                       | "1795386181489.000"
                timestamp with time zone    | gte.2026-11-27            | "1795737600000.000"                       | "1795737599999.999"
                date                        | gt.0001-01-01             | "0001-01-02", "+10000-01-01"              | "0001-01-01", "-0043-01-02", null
                date                        | lt.+10000-01-01           | "9999-12-31", "-0043-01-02"               | "+10000-01-01", "+20000-01-01"
                uuid                        | gt.b                      | "c0000000-0000-0000-0000-000000000000"    | "a0000000-0000-0000-0000-000000000000"
                ``                          | gte.9                     | 9, 10, "11"                               | 8, "7", null, "x"
                ``                          | gt.b                      | "c"                                       | "a", null
                ``                          | eq.7                      | 7, "7"                                    | "07", null
                """)
    void tellsWhatPassesFromWhatDoesNot(String type, String comparison, String passing, String failing) {
        assertThat(json(passing)).allMatch(value -> passes(type, comparison, value));
        assertThat(json(failing)).noneMatch(value -> passes(type, comparison, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                integer                  | gte.abc       | 'abc' cannot be compared with column 'x' of type integer: it takes a number such as 90 or -0.5
                integer                  | gt.           | '' cannot be compared with column 'x' of type integer: it takes a number such as 90 or -0.5
                integer                  | lt.1e9999999999 | '1e9999999999' cannot be compared with column 'x' of type integer: it takes a number such as 90 or -0.5
                integer                  | in.(1,a)      | 'a' cannot be compared with column 'x' of type integer: it takes a number such as 90 or -0.5
                integer                  | in.1,2        | '1,2' cannot be compared with column 'x' of type integer: in. takes a list such as (a,b,"c,d")
                text                     | in.()         | '()' cannot be compared with column 'x' of type text: in. takes a list such as (a,b,"c,d")
                text                     | in.("a)       | '("a)' cannot be compared with column 'x' of type text: in. takes a list such as (a,b,"c,d")
                text                     | in.("a"b)     | '("a"b)' cannot be compared with column 'x' of type text: in. takes a list such as (a,b,"c,d")
                text                     | is.nothing    | 'nothing' cannot be compared with column 'x' of type text: is. takes null or not_null, and of a boolean true or false
                text                     | is.true       | 'true' cannot be compared with column 'x' of type text: is. takes null or not_null, and of a boolean true or false
                boolean                  | eq.yes        | 'yes' cannot be compared with column 'x' of type boolean: it takes true or false
                date                     | gt.2026-13-01 | '2026-13-01' cannot be compared with column 'x' of type date: it takes a date such as 2026-11-27
                timestamp with time zone | gt.yesterday  | 'yesterday' cannot be compared with column 'x' of type timestamp with time zone: it takes a time such as 2026-11-27T23:59:59.5Z or 1795823999500.000
                timestamp with time zone | gt.1.5        | '1.5' cannot be compared with column 'x' of type timestamp with time zone: it takes a time such as 2026-11-27T23:59:59.5Z or 1795823999500.000
                """)
    void saysWhatAnOperandMustBe(String type, String comparison, String message) {
        assertThatExceptionOfType(InvalidOperandException.class)
                .isThrownBy(() -> Comparison.parse("x", new ColumnType(type), comparison))
                .withMessage(message);
    }

    @Test
    void takesAValueWithoutAnOperatorAsItIs() {
        for (var value : List.of("", "eq", "90", "like.a", "EQ.1", "equal.1", " gt.1")) {
            assertThat(Comparison.parse("x", ColumnType.UNKNOWN, value)).isEmpty();
        }
    }

    @Test
    void rowsPassThatHaveAnyPlainValueAndPassAllComparisons() {
        var filter =
                Filter.of(Map.of("x", List.of("1", "2", "3")), Map.of("x", comparisons("integer", "gt.1", "lt.3")));

        assertThat(passes(filter, "2")).isTrue();
        assertThat(List.of("1", "3", "2.0", "null")).noneMatch(value -> passes(filter, value));
    }

    @Test
    void ofMembersWithOneNameTheLastCounts() {
        assertThat(passes(Filter.of(Map.of(), Map.of("x", comparisons("integer", "gt.1"))), "0,\"x\":2"))
                .isTrue();
    }

    private static List<Comparison> comparisons(String type, String... values) {
        return Arrays.stream(values)
                .map(value -> Comparison.parse("x", new ColumnType(type), value).orElseThrow())
                .toList();
    }

    private static List<String> json(String list) {
        return Arrays.stream(list.split(", ")).map(String::strip).toList();
    }

    private static boolean passes(String type, String comparison, String json) {
        return passes(Filter.of(Map.of(), Map.of("x", comparisons(type, comparison))), json);
    }

    private static boolean passes(Filter filter, String json) {
        var log = new TopicLog(new LogLimits(4096, Duration.ZERO, Duration.ZERO));
        var row = new Update.Upsert(
                MzTimestamp.ZERO, 0, new byte[0], ("{\"w\": 1, \"x\" : " + json + ",\"y\":[null]}").getBytes(UTF_8));
        log.append(new TopicSlice(List.of(row), Optional.empty(), false));
        return filter.passes(log.generation().segments().get(0), 0, new RowReader());
    }
}
