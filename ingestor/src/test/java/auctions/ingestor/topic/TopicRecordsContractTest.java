package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our bytes are those of the contract, line by line. */
class TopicRecordsContractTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final TopicRecords records = new TopicRecords(new TopicProperties(
            "auction-winners",
            RejectionPolicy.STOP,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6)));

    static List<JsonNode> goldenRecords() throws IOException {
        try (var golden = TopicRecordsContractTest.class.getResourceAsStream("/contract/topic.jsonl")) {
            var lines = new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8).lines();
            return lines.map(JSON::readTree).toList();
        }
    }

    static Stream<JsonNode> written() throws IOException {
        return goldenRecords().stream()
                .filter(golden -> !golden.get("case").asString().startsWith("unknown"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void writesTheGoldenBytes(JsonNode golden) {
        var record = record(golden);

        assertThat(record.topic()).isEqualTo(golden.get("topic").asString());
        assertThat(record.partition()).isZero();
        assertThat(new String(record.key(), UTF_8)).isEqualTo(golden.get("key").asString());
        assertThat(record.value() == null ? null : new String(record.value(), UTF_8))
                .isEqualTo(
                        golden.get("value").isNull()
                                ? null
                                : golden.get("value").asString());
        assertThat(record.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .isEqualTo(golden.get("headers")
                        .propertyStream()
                        .map(header -> header.getKey() + "=" + header.getValue().asString())
                        .toList());
    }

    /** The record that we write for what a golden record means. */
    private ProducerRecord<byte[], byte[]> record(JsonNode golden) {
        if (golden.get("topic").asString().endsWith("-progress")) {
            return records.progress(
                    CheckpointJson.parse(golden.get("value").asString().getBytes(UTF_8)));
        }
        var time = MzTimestamp.parse(
                golden.get("headers").get("materialize-timestamp").asString());
        var key = golden.get("key").asString().getBytes(UTF_8);
        if (golden.get("value").isNull()) {
            return records.tombstone(time, key);
        }
        return records.upsert(
                new Update.Upsert(time, key, golden.get("value").asString().getBytes(UTF_8)));
    }
}
