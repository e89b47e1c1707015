package auctions.ingestor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A topic as a {@code read_committed} consumer finds it. */
final class CommittedTopic {

    private final String bootstrapServers;

    private final String topic;

    CommittedTopic(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /**
     * One data record.
     *
     * @param time its {@code materialize-timestamp} header, which is the only one
     */
    record Entry(
            long offset,
            String time,
            @Nullable String key,
            @Nullable String value) {}

    /** Every committed record in order. */
    List<Entry> entries() {
        return CommittedRecords.of(bootstrapServers, topic).stream()
                .map(CommittedTopic::entry)
                .toList();
    }

    /** The newest value of each key that has one. */
    Map<String, String> contents() {
        var contents = new LinkedHashMap<String, String>();
        for (var entry : entries()) {
            if (entry.value() == null) {
                contents.remove(entry.key());
            } else {
                contents.put(String.valueOf(entry.key()), entry.value());
            }
        }
        return contents;
    }

    /** The newest record's value. */
    Optional<String> last() {
        var entries = entries();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(entries.getLast().value());
    }

    private static Entry entry(ConsumerRecord<String, String> record) {
        var times = new ArrayList<String>();
        for (var header : record.headers()) {
            assertThat(header.key()).as("the header of a record").isEqualTo("materialize-timestamp");
            times.add(new String(header.value(), UTF_8));
        }
        assertThat(times).as("the headers of a record").hasSizeLessThan(2);
        return new Entry(record.offset(), String.join("", times), record.key(), record.value());
    }
}
