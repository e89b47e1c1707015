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
                    Columns.column("item", 25),
                    Columns.column("id", 20),
                    Columns.column("Price", 1700),
                    Columns.column("region", 25)),
            List.of("region", "id"));

    private final RowDecoder decoder = new RowDecoder(WINNERS);

    private SubscribeEvent decode(String row) {
        return decoder.decode((row + '\n').getBytes(UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static Relation oneColumn(SqlType type) {
        return new Relation("v", List.of(Columns.column("id", 20), new Relation.Column("c", type)), List.of("id"));
    }

    /** Renders one cell of a type as the value of a one-column view. */
    private static String render(SqlType type, String cell) {
        var event = new RowDecoder(oneColumn(type)).decode(("5\tf\tupsert\t1\t" + cell + '\n').getBytes(UTF_8));
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

    /** What the native sink's recorded rows do not show; the rest is in {@link SinkGoldenTest}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    20   | -9223372036854775808           | -9223372036854775808
                    701  | 1.1920929e-7                   | 1.1920929e-7
                    1184 | 2022-09-16 23:24:07.332+00     | "1663370647332.000"
                    1184 | 1970-01-01 00:00:00+00         | "0.000"
                    1184 | 1969-12-31 23:59:59.999999+00  | "-1.999"
                    1114 | 1969-12-31 23:59:59.9995       | "-1.500"
                    1114 | 0001-12-31 00:00:00 BC         | "-62135683200000.000"
                    1114 | 10000-01-01 00:00:00           | "253402300800000.000"
                    1082 | 10000-01-02                    | "+10000-01-02"
                    3912 | [0044-01-02 BC,10000-01-02)    | "[-0043-01-02,+10000-01-02)"
                    3908 | ["0044-01-02 00:00:00.000001 BC",) | "[-0043-01-02 00:00:00.000001,)"
                    1007 | [0:1]={1,2}                    | [1,2]
                    1006 | {"1 2",""}                     | [[1,2],[]]
                    1002 | {x,""}                         | [120,0]
                    3909 | {"[\\\\"2026-01-01 00:00:00\\\\",)",empty,NULL} | ["[2026-01-01 00:00:00,)","empty",null]
                    """)
    void rendersEachTypeAsTheNativeSinkDoes(int typeOid, String cell, String json) {
        assertThat(render(SqlType.of(typeOid).orElseThrow(), cell)).isEqualTo(json);
    }

    @Test
    void writesElementsOfListsAndMapsByTheirOwnType() {
        var integers = SqlType.of(23).orElseThrow();
        var texts = SqlType.of(1009).orElseThrow();

        assertThat(render(integers.map().list(), "{{a=>1,b=>NULL},{},NULL}"))
                .isEqualTo("[{\"a\":1,\"b\":null},{},null]");
        assertThat(render(integers.list().map(), "{a=>{1},b=>{}}")).isEqualTo("{\"a\":[1],\"b\":[]}");
        assertThat(render(texts.list(), "{{\"x y\",NULL,\"NULL\",null},{}}"))
                .isEqualTo("[[\"x y\",null,\"NULL\",\"null\"],[]]");
        assertThat(render(texts.map(), "{a=>{{x,=>},{nUll,\"}\"}}}"))
                .isEqualTo("{\"a\":[[\"x\",\"=>\"],[\"nUll\",\"}\"]]}");
    }

    @Test
    void namesTypesAsTheCatalogDoes() {
        var integers = SqlType.of(23).orElseThrow();

        assertThat(integers.list().list().map().name()).isEqualTo("map[text=>integer list list]");
        assertThat(SqlType.of(1185).orElseThrow().name()).isEqualTo("timestamp with time zone[]");
        assertThat(SqlType.of(SqlType.LIST_OID)).isEmpty();
        assertThat(SqlType.of(2249)).isEmpty();
    }

    @Test
    void writesACharThatIsNoUtf8AsItsByte() {
        var row = "5\tf\tupsert\t1\t?\n".getBytes(UTF_8);
        row[row.length - 2] = (byte) 0x80;

        var upsert = (Update.Upsert) new RowDecoder(oneColumn(SqlType.of(18).orElseThrow())).decode(row);

        assertThat(text(upsert.value())).isEqualTo("{\"id\":1,\"c\":128}");
    }

    @ParameterizedTest
    @CsvSource({
        "20,abc",
        "16,yes",
        "701,abc",
        "18,ab",
        "17,dead",
        "17,\\\\xg0",
        "1082,2022-09-16T",
        "1083,1:00:00",
        "1184,yesterday",
        "1184,2022-13-01 00:00:00+00",
        "1184,2022-12-01 00:00:00+01",
        "3904,'[1)'",
        "3904,'1,2'",
        "1007,'{1,'",
        "1007,'{1}}'"
    })
    void rejectsACellThatIsNotOfItsType(int typeOid, String cell) {
        assertThat(render(SqlType.of(typeOid).orElseThrow(), cell))
                .startsWith("rejected: column 'c' of the row with key {\"id\":1} at 5");
    }

    @Test
    void rendersKeysByTheRulesOfValues() {
        var relation = new Relation(
                "v",
                List.of(Columns.column("at", 1184), Columns.column("f", 701), Columns.column("b", 17)),
                List.of("b", "at", "f"));

        var delete = (Update.Delete)
                new RowDecoder(relation).decode("5\tf\tdelete\t\\\\xff\t1970-01-01 00:00:01.5+00\t7\n".getBytes(UTF_8));

        assertThat(text(delete.key())).isEqualTo("{\"b\":[255],\"at\":\"1500.000\",\"f\":7.0}");
    }

    @Test
    void refusesRowsOfAnotherShape() {
        assertThatThrownBy(() -> decode("5\tf\tupsert\t1"))
                .isInstanceOf(MalformedRowException.class)
                .hasMessageContaining("4 columns instead of 7");
        assertThatThrownBy(() -> decode("5\tf\tupsert\t1\t2\t3\t4\t5")).hasMessageContaining("more than 7 columns");
    }
}
