package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicRecordsTest {
    private final TopicRecords records = new TopicRecords();

    @Test
    void readsUpsertAndDelete() {
        var upsert = records.update(consumed("key", "value", "17"));
        var delete = records.update(consumed("key", null, "18"));

        assertThat(upsert).hasValueSatisfying(update -> {
            assertThat(update).isInstanceOf(Update.Upsert.class);
            assertThat(update.timestamp()).isEqualTo(new MzTimestamp(17));
            assertThat(update.offset()).isEqualTo(42);
        });
        assertThat(delete).hasValueSatisfying(update -> assertThat(update).isInstanceOf(Update.Delete.class));
        assertThat(records.violations()).isZero();
    }

    @Test
    void ignoresUnknownHeaders() {
        var consumed = consumed("key", "value", "17");
        consumed.headers().add("materialize-sink-id", null);

        assertThat(records.update(consumed)).isPresent();
    }

    @Test
    void skipsAndCountsWhatHasNoPlaceInTheOrder() {
        assertThat(records.update(consumed(null, "value", "17"))).isEmpty();
        assertThat(records.update(consumed("key", "value", null))).isEmpty();
        assertThat(records.update(consumed("key", "value", "yesterday"))).isEmpty();

        assertThat(records.violations()).isEqualTo(3);
    }

    @Test
    void keepsTimesFromFalling() {
        records.update(consumed("key", "value", "17"));

        assertThat(records.update(consumed("key", "value", "16")))
                .map(Update::timestamp)
                .hasValue(new MzTimestamp(17));
        assertThat(records.violations()).isEqualTo(1);
    }

    @Test
    void keepsTimesFromFallingBelowAClaimedFrontier() {
        records.close(new MzTimestamp(20));

        assertThat(records.update(consumed("key", "value", "17")))
                .map(Update::timestamp)
                .hasValue(new MzTimestamp(20));
        assertThat(records.violations()).isEqualTo(1);
    }

    @Test
    void beginsAnewWithAnotherTopic() {
        records.update(consumed("key", "value", "17"));
        records.restart();

        assertThat(records.update(consumed("key", "value", "5")))
                .map(Update::timestamp)
                .hasValue(new MzTimestamp(5));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(
            @Nullable String key, @Nullable String value, @Nullable String timestamp) {
        var headers = new RecordHeaders();
        if (timestamp != null) {
            headers.add("materialize-timestamp", bytes(timestamp));
        }
        return new ConsumerRecord<>(
                "topic",
                0,
                42,
                1234,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key == null ? null : bytes(key),
                value == null ? null : bytes(value),
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
