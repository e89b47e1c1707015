package auctions.e2e.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.CommittedRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
        return CommittedRecords.of(bootstrap, topic);
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
