package auctions.e2e.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What any read_committed consumer finds at a broker.
 *
 * @param bootstrap where the broker is
 */
record Topics(String bootstrap) {

    private static final JsonMapper JSON = new JsonMapper();

    /** All records of a topic; none while there is no such topic. */
    List<ConsumerRecord<String, String>> committed(String topic) {
        var options = Map.<String, Object>of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "allow.auto.create.topics", false);
        var partition = new TopicPartition(topic, 0);
        var records = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(options, new StringDeserializer(), new StringDeserializer())) {
            if (!consumer.listTopics().containsKey(topic)) {
                return records;
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** The rows that are live at the end of a topic: value by key. */
    Map<String, String> live(String topic) {
        var live = new LinkedHashMap<String, String>();
        for (var record : committed(topic)) {
            if (record.value() == null) {
                live.remove(record.key());
            } else {
                live.put(record.key(), record.value());
            }
        }
        return live;
    }

    /** The newest progress record of a topic. */
    JsonNode progress(String topic) {
        return JSON.readTree(committed(topic + "-progress").getLast().value());
    }

    /** The logical time of a record. */
    static String time(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader("materialize-timestamp").value(), UTF_8);
    }
}
