package auctions.gateway.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewDescriptionTest {
    @Test
    void readsTheContract() {
        var json = """
                {"frontier":"7","next_offset":7,"columns":["id","tags"],"types":["bigint","integer list"],"key":["id"],\
                "view":"tools","description":"What hangs in the shed"}""";

        assertThat(ViewDescription.parse(json.getBytes(UTF_8)))
                .isEqualTo(new ViewDescription(
                        Optional.of("tools"),
                        Optional.of("What hangs in the shed"),
                        Optional.of(List.of("bigint", "integer list")),
                        Optional.of(List.of("id"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"view\":null,\"description\":null,\"types\":null,\"key\":null}",
                "{\"view\":7,\"types\":\"bigint\",\"key\":[]}",
                "no json"
            })
    void knowsNothingThatIsNotSaid(String json) {
        assertThat(ViewDescription.parse(json.getBytes(UTF_8))).isEqualTo(ViewDescription.UNKNOWN);
    }

    @Test
    void takesTheKeyFromRecordsUntilProgressSaysIt() {
        var fromRecord = ViewDescription.UNKNOWN.withKey("{\"b\":1,\"a\":\"x\"}".getBytes(UTF_8));
        assertThat(fromRecord.key()).hasValue(List.of("b", "a"));
        assertThat(fromRecord.withKey("{\"other\":1}".getBytes(UTF_8))).isEqualTo(fromRecord);
        assertThat(ViewDescription.parse("{}".getBytes(UTF_8))
                        .orKeyOf(fromRecord)
                        .key())
                .hasValue(List.of("b", "a"));
        assertThat(ViewDescription.parse("{\"key\":[\"id\"]}".getBytes(UTF_8))
                        .orKeyOf(fromRecord)
                        .key())
                .hasValue(List.of("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[1]", "\u0000\u0000"})
    void takesNoKeyFromRecordsOfAnotherForm(String key) {
        assertThat(ViewDescription.UNKNOWN.withKey(key.getBytes(UTF_8))).isEqualTo(ViewDescription.UNKNOWN);
    }
}
