package auctions.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.CommittedRecords;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What any read_committed consumer finds in the topic, from its beginning to its end. */
final class TopicWitness {

    /**
     * One committed record.
     *
     * @param timestamp its {@code materialize-timestamp}
     * @param value empty for a tombstone
     */
    record Seen(long timestamp, long offset, String key, Optional<String> value) {}

    private TopicWitness() {}

    /** Reads the whole topic as it is now. */
    static List<Seen> read(String bootstrap, String topic) {
        return CommittedRecords.of(bootstrap, topic).stream()
                .map(TopicWitness::seen)
                .toList();
    }

    private static Seen seen(ConsumerRecord<String, String> record) {
        var time =
                new String(record.headers().lastHeader("materialize-timestamp").value(), UTF_8);
        return new Seen(Long.parseLong(time), record.offset(), record.key(), Optional.ofNullable(record.value()));
    }
}
