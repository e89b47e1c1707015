package auctions.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.topic.MzTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockEncoderTest {
    private static final byte[] TAG = "~aB-_".getBytes(UTF_8);

    private final BlockEncoder encoder = new BlockEncoder();

    @Test
    void rowIsAnOrdinaryMessage() {
        assertThat(row("{\"a\":1}")).isEqualTo("id: 1663370647332-0~aB-_\ndata: {\"a\":1}\n\n");
    }

    @Test
    void splitsAtEveryLineEnd() {
        assertThat(row("a\nb\rc\r\nd\n\ne")).endsWith("data: a\ndata: b\ndata: c\ndata: d\ndata: \ndata: e\n\n");
        assertThat(row("a\r")).endsWith("data: a\ndata: \n\n");
        assertThat(row("")).endsWith("-0~aB-_\ndata: \n\n");
    }

    @Test
    void deletionShowsTheKey() {
        encoder.delete(7, 1234567890123L, TAG, "k\nx ignored".getBytes(UTF_8), 3);
        assertThat(text()).isEqualTo("event: delete\nid: 7-1234567890123~aB-_\ndata: k\ndata: x\n\n");
    }

    @Test
    void progressIsAnIdAloneOrAnEvent() {
        encoder.progress(9, TAG);
        assertThat(text()).isEqualTo("id: 9~aB-_\n\n");
        encoder.progressEvent(9, TAG);
        assertThat(text()).isEqualTo("event: progress\nid: 9~aB-_\ndata: {\"mz_timestamp\":\"9\"}\n\n");
    }

    @Test
    void resetHoldsNothing() {
        encoder.reset("malformed id");
        assertThat(text()).isEqualTo("event: reset\nid: 0\ndata: {\"reason\":\"malformed id\"}\n\n");
    }

    @Test
    void growsForLargeValues() {
        assertThat(row("x".repeat(100_000))).hasSize("id: 1663370647332-0~aB-_\ndata: \n\n".length() + 100_000);
    }

    @Test
    void timesAreUnsigned() {
        for (var time : List.of(0L, 9L, 10L, 999_999_999_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE, -2L, -1L)) {
            encoder.progress(time, TAG);
            assertThat(text()).isEqualTo("id: " + Long.toUnsignedString(time) + "~aB-_\n\n");
        }
    }

    @Test
    void snapshotEndComesAfterTheOffset() {
        for (var time : List.of(0L, 1663370647332L, -1L)) {
            for (var offset : List.of(0L, 10L, 1234567L, Long.MAX_VALUE)) {
                encoder.row(time, offset, TAG, new byte[0]);
                var block = text();
                assertThat(block.substring(0, BlockEncoder.snapshotEndAt(time, offset)))
                        .isEqualTo("id: " + Long.toUnsignedString(time) + "-" + offset);
            }
        }
    }

    @Test
    void placeIsAnIdAloneOrAnEventWithoutATime() {
        var position = EventId.of(new MzTimestamp(7), 3);

        encoder.position(position, TAG);
        assertThat(text()).isEqualTo("id: 7-3~aB-_\n\n");
        encoder.positionEvent(position, TAG);
        assertThat(text()).isEqualTo("event: progress\nid: 7-3~aB-_\ndata: {}\n\n");
        encoder.position(EventId.of(MzTimestamp.ZERO, EventId.PROGRESS), TAG);
        assertThat(text()).isEqualTo("id: 0~aB-_\n\n");
    }

    private String row(String value) {
        encoder.row(1663370647332L, 0, TAG, value.getBytes(UTF_8));
        return text();
    }

    private String text() {
        return new String(encoder.copy(), UTF_8);
    }
}
