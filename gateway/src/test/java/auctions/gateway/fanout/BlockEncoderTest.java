package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockEncoderTest {
    private final BlockEncoder encoder = new BlockEncoder();

    @Test
    void rowIsAnOrdinaryMessage() {
        assertThat(row("{\"a\":1}")).isEqualTo("id: 1663370647332-0\ndata: {\"a\":1}\n\n");
    }

    @Test
    void splitsAtEveryLineEnd() {
        assertThat(row("a\nb\rc\r\nd\n\ne")).endsWith("data: a\ndata: b\ndata: c\ndata: d\ndata: \ndata: e\n\n");
        assertThat(row("a\r")).endsWith("data: a\ndata: \n\n");
        assertThat(row("")).endsWith("-0\ndata: \n\n");
    }

    @Test
    void deletionShowsTheKey() {
        encoder.delete(7, 1234567890123L, "k\nx ignored".getBytes(UTF_8), 3);
        assertThat(text()).isEqualTo("event: delete\nid: 7-1234567890123\ndata: k\ndata: x\n\n");
    }

    @Test
    void progressIsAnIdAloneOrAnEvent() {
        encoder.progress(9);
        assertThat(text()).isEqualTo("id: 9\n\n");
        encoder.progressEvent(9);
        assertThat(text()).isEqualTo("event: progress\nid: 9\ndata: {\"mz_timestamp\":\"9\"}\n\n");
    }

    @Test
    void resetHoldsNothing() {
        encoder.reset("malformed id");
        assertThat(text()).isEqualTo("event: reset\nid: 0\ndata: {\"reason\":\"malformed id\"}\n\n");
    }

    @Test
    void growsForLargeValues() {
        assertThat(row("x".repeat(100_000))).hasSize("id: 1663370647332-0\ndata: \n\n".length() + 100_000);
    }

    private String row(String value) {
        encoder.row(1663370647332L, 0, value.getBytes(UTF_8));
        return text();
    }

    private String text() {
        return new String(encoder.copy(), UTF_8);
    }
}
