package auctions.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * When each row became visible to a plain {@code read_committed} consumer, which is the earliest that any gateway could have it.
 * One thread reads, any may ask.
 */
final class VisibleRows {
    private static final Pattern BID_ID = Pattern.compile("\"bid_id\":(\\d+)");

    private final Map<Long, Long> microsByBid = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    private VisibleRows(String bootstrap, String topic) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partition = new TopicPartition(topic, 0);
    }

    /** Reads from the topic's end on, until the program ends. */
    static VisibleRows of(String bootstrap, String topic) {
        var rows = new VisibleRows(bootstrap, topic);
        rows.consumer.assign(List.of(rows.partition));
        rows.consumer.seekToEnd(List.of(rows.partition));
        rows.consumer.position(rows.partition);
        Thread.ofPlatform().name("visible-rows").daemon().start(rows::read);
        return rows;
    }

    private void read() {
        while (true) {
            var records = consumer.poll(Duration.ofSeconds(1));
            long nowMicros = LoadFeed.micros();
            for (var record : records) {
                var bid = BID_ID.matcher(new String(record.value(), StandardCharsets.UTF_8));
                if (bid.find()) {
                    microsByBid.put(Long.parseLong(bid.group(1)), nowMicros);
                }
            }
        }
    }

    /** When the row could be had; now, where the consumer has yet to get it. */
    long visibleAt(long bidId, long nowMicros) {
        return microsByBid.getOrDefault(bidId, nowMicros);
    }
}
