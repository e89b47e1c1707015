package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
    private final JsonScanner scanner = new JsonScanner();

    @Test
    void stepsThroughMembersOfEveryType() {
        assertThat(members("{\"a\":\"x\", \"b\" : -1.5e3,\"c\":null,\"d\":true,\"e\":[1,\"]\"],\"f\":{\"a\":{}}}"))
                .containsExactly("a=x", "b=-1.5e3", "c=null", "d=true", "e=[1,\"]\"]", "f={\"a\":{}}");
        assertThat(members("{}")).isEmpty();
        assertThat(scanner.isWhole()).isTrue();
    }

    @Test
    void unescapesNamesAndStrings() {
        assertThat(members("{\"\\u0061\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00\",\"b\":\"é€\"}"))
                .containsExactly("a=\"\\/\b\f\n\r\té€\ud83d\ude00", "b=é€");
        assertThat(members("{\"a\":\"\\ud83d\"}")).containsExactly("a=\ufffd");
    }

    @Test
    void takesFramingForWhiteSpace() {
        assertThat(members("{\ndata:  \"a\":1,\ndata: \ndata: \"b\":2\ndata: }"))
                .containsExactly("a=1", "b=2");
    }

    @Test
    void endsWhereTheObjectIsBroken() {
        for (var broken : List.of(
                "",
                "[]",
                "1",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\u12\"}",
                "{\"a\":{",
                "{a:1}")) {
            assertThat(members(broken)).as(broken).isEmpty();
            assertThat(scanner.isWhole()).as(broken).isFalse();
        }
        assertThat(members("{\"a\":1 \"b\":2}")).containsExactly("a=1");
        assertThat(scanner.isWhole()).isFalse();
    }

    private List<String> members(String json) {
        var bytes = json.getBytes(UTF_8);
        var members = new ArrayList<String>();
        scanner.begin(bytes, 0, bytes.length);
        while (scanner.next()) {
            members.add(scanner.name() + "=" + scanner.value());
        }
        return members;
    }
}
