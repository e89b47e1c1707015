package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What any read_committed consumer finds in the topic, from its beginning to its end. */
final class TopicWitness {

    /**
     * One committed record.
     *
     * @param timestamp its `materialize-timestamp`
     * @param value empty for a tombstone
     */
    record Seen(long timestamp, long offset, String key, Optional<String> value) {}

    private TopicWitness() {}

    /** Reads the whole topic as it is now. */
    static List<Seen> read(String bootstrap, String topic) {
        var partition = new TopicPartition(topic, 0);
        var seen = new ArrayList<Seen>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (var read : consumer.poll(Duration.ofMillis(200))) {
                    var time = new String(
                            read.headers().lastHeader("materialize-timestamp").value(), UTF_8);
                    var value = Optional.ofNullable(read.value()).map(bytes -> new String(bytes, UTF_8));
                    seen.add(new Seen(Long.parseLong(time), read.offset(), new String(read.key(), UTF_8), value));
                }
            }
        }
        return seen;
    }
}
