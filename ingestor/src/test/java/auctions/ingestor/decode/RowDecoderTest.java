package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowDecoderTest {

    private static final Relation WINNERS = new Relation(
            "winners",
            List.of(
                    new Relation.Column("item", 25),
                    new Relation.Column("id", 20),
                    new Relation.Column("Price", 1700),
                    new Relation.Column("region", 25)),
            List.of("region", "id"));

    private final RowDecoder decoder = new RowDecoder(WINNERS);

    private SubscribeEvent decode(String row) {
        return decoder.decode((row + '\n').getBytes(UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** Renders one cell of a type as the value of a one-column view. */
    private static String render(int typeOid, String cell) {
        var relation = new Relation(
                "v", List.of(new Relation.Column("id", 20), new Relation.Column("c", typeOid)), List.of("id"));
        var event = new RowDecoder(relation).decode(("5\tf\tupsert\t1\t" + cell + '\n').getBytes(UTF_8));
        return switch (event) {
            case Update.Upsert upsert -> text(upsert.value()).replaceFirst("^\\{\"id\":1,\"c\":(.*)}$", "$1");
            case Update.Rejected rejected -> "rejected: " + rejected.reason();
            default -> event.toString();
        };
    }

    @Test
    void writesTheKeyInKeyOrderAndTheValueInViewOrder() {
        var upsert = (Update.Upsert) decode("17\tf\tupsert\teu\t7\tGift Basket\t9.50");

        assertThat(text(upsert.key())).isEqualTo("{\"region\":\"eu\",\"id\":7}");
        assertThat(text(upsert.value()))
                .isEqualTo("{\"item\":\"Gift Basket\",\"id\":7,\"Price\":\"9.50\",\"region\":\"eu\"}");
        assertThat(upsert.timestamp()).isEqualTo(new MzTimestamp(17));
    }

    @Test
    void readsProgressWhateverTheOtherCellsAre() {
        assertThat(decode("18446744073709551615\tt\t\\N\t\\N\t\\N\t\\N\t\\N"))
                .isEqualTo(new SubscribeEvent.Progress(new MzTimestamp(-1)));
    }

    @Test
    void readsDeletionsAndViolations() {
        assertThat(decode("5\tf\tdelete\teu\t7\t\\N\t\\N"))
                .isInstanceOfSatisfying(
                        Update.Delete.class,
                        delete -> assertThat(text(delete.key())).isEqualTo("{\"region\":\"eu\",\"id\":7}"));
        assertThat(decode("5\tf\tkey_violation\teu\t7\t\\N\t\\N"))
                .isInstanceOfSatisfying(
                        Update.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .isEqualTo("more than one row has the key {\"region\":\"eu\",\"id\":7} at 5"));
    }

    @Test
    void takesEscapesOutOfCopyAndPutsJsonsIn() {
        var upsert = (Update.Upsert) decode("5\tf\tupsert\teu\t7\ta\\\\b\\t\"\\n\u0001é\t\\N");

        assertThat(text(upsert.value()))
                .isEqualTo("{\"item\":\"a\\\\b\\t\\\"\\n\\u0001é\",\"id\":7,\"Price\":null,\"region\":\"eu\"}");
    }

    @Test
    void tellsNullFromTextThatLooksLikeIt() {
        var upsert = (Update.Upsert) decode("5\tf\tupsert\t\\N\t7\t\\\\N\t1");

        assertThat(text(upsert.key())).isEqualTo("{\"region\":null,\"id\":7}");
        assertThat(text(upsert.value())).startsWith("{\"item\":\"\\\\N\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    16   | t                              | true
                    16   | f                              | false
                    20   | -9223372036854775808           | -9223372036854775808
                    16464| 18446744073709551615           | 18446744073709551615
                    1700 | 123456789012345678901234567890.5 | "123456789012345678901234567890.5"
                    1700 | NaN                            | "NaN"
                    701  | 1.1920929e-7                   | 1.1920929e-7
                    701  | -Infinity                      | "-Infinity"
                    701  | NaN                            | "NaN"
                    1184 | 2022-09-16 23:24:07.332+00     | "1663370647332"
                    1184 | 1970-01-01 00:00:00+00         | "0"
                    1184 | 1969-12-31 23:59:59.999999+00  | "-1"
                    1114 | 0001-12-31 00:00:00 BC         | "-62135683200000"
                    1114 | 10000-01-01 00:00:00           | "253402300800000"
                    1082 | 2000-01-01                     | "2000-01-01"
                    1186 | 1 month 1 day 00:00:00.000001  | "1 month 1 day 00:00:00.000001"
                    2950 | 00000000-0000-0000-0000-000000000001 | "00000000-0000-0000-0000-000000000001"
                    17   | \\\\xff                        | "\\\\xff"
                    3802 | {"a":[1,null]}                 | {"a":[1,null]}
                    1007 | {1,2,NULL}                     | [1,2,null]
                    1007 | {{1},{2}}                      | [[1],[2]]
                    1009 | {a,"b,c","NULL",NULL,""}       | ["a","b,c","NULL",null,""]
                    1185 | {"1970-01-01 00:00:01+00"}     | ["1000"]
                    16384| {1,a,{b}}                      | ["1","a",["b"]]
                    16384| {}                             | []
                    16385| {a=>1,"b c"=>NULL}             | {"a":"1","b c":null}
                    16385| {a=>{b=>c},d=>{}}              | {"a":{"b":"c"},"d":{}}
                    16552| 18446744073709551615           | "18446744073709551615"
                    """)
    void rendersEachTypeAsTheNativeSinkDoes(int typeOid, String cell, String json) {
        assertThat(render(typeOid, cell)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"20,abc", "16,yes", "1184,yesterday", "1184,2022-13-01 00:00:00+00", "1007,'{1,'"})
    void rejectsACellThatIsNotOfItsType(int typeOid, String cell) {
        assertThat(render(typeOid, cell)).startsWith("rejected: column 'c' of the row with key {\"id\":1} at 5");
    }

    @Test
    void refusesRowsOfAnotherShape() {
        assertThatThrownBy(() -> decode("5\tf\tupsert\t1"))
                .isInstanceOf(MalformedRowException.class)
                .hasMessageContaining("4 columns instead of 7");
        assertThatThrownBy(() -> decode("5\tf\tupsert\t1\t2\t3\t4\t5")).hasMessageContaining("more than 7 columns");
    }
}
