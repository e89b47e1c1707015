package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressRecordTest {
    @Test
    void readsTheContract() {
        var json = """
                {"frontier":"1700000000001","next_offset":7,"since":"1600000000000","epoch":3,"fingerprint":"f","columns":["a","b"]}""";

        assertThat(ProgressRecord.parse(bytes(json)))
                .hasValue(new ProgressRecord(
                        new Progress(
                                new MzTimestamp(1700000000001L),
                                Optional.of(new MzTimestamp(1600000000000L)),
                                List.of("a", "b")),
                        7));
    }

    @Test
    void needsNeitherSinceNorColumns() {
        assertThat(ProgressRecord.parse(bytes("{\"frontier\":\"5\",\"next_offset\":0}")))
                .hasValue(new ProgressRecord(new Progress(new MzTimestamp(5), Optional.empty(), List.of()), 0));
    }

    @Test
    void takesTheLargestFrontier() {
        assertThat(ProgressRecord.parse(bytes("{\"frontier\":\"18446744073709551615\",\"next_offset\":\"3\"}")))
                .map(record -> record.progress().frontier())
                .hasValue(new MzTimestamp(-1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not json",
                "{}",
                "{\"frontier\":\"5\"}",
                "{\"frontier\":\"-5\",\"next_offset\":0}",
                "{\"frontier\":\"18446744073709551616\",\"next_offset\":0}",
                "{\"frontier\":{},\"next_offset\":0}"
            })
    void takesAnythingElseForAStranger(String json) {
        assertThat(ProgressRecord.parse(bytes(json))).isEmpty();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
