package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.TopicProperties;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Updates and checkpoints as records, to the byte as {@code src/contract} says. Owned by one thread. */
final class TopicRecords {

    /** The header that carries the logical time, as Materialize's own sink writes it. */
    static final String TIMESTAMP_HEADER = "materialize-timestamp";

    /** Each of our topics has one. */
    static final int PARTITION = 0;

    private static final JsonMapper JSON = new JsonMapper();

    private final String dataTopic;

    private final String progressTopic;

    private final byte[] progressKey;

    // Updates of one time share their headers.
    private MzTimestamp headerTime = MzTimestamp.ZERO;
    private List<Header> headers = headersOf(MzTimestamp.ZERO);

    TopicRecords(TopicProperties topics) {
        this.dataTopic = topics.name();
        this.progressTopic = topics.progress();
        this.progressKey = JSON.writeValueAsBytes(JSON.createObjectNode().put("topic", topics.name()));
    }

    /** The data record of a row that appears. */
    ProducerRecord<byte[], byte[]> upsert(Update.Upsert update) {
        return data(update.timestamp(), update.key(), update.value());
    }

    /** The data record of a row that is gone. */
    ProducerRecord<byte[], byte[]> tombstone(MzTimestamp time, byte[] key) {
        return data(time, key, null);
    }

    /** The progress record. */
    ProducerRecord<byte[], byte[]> progress(Checkpoint checkpoint) {
        return new ProducerRecord<>(progressTopic, PARTITION, progressKey, CheckpointJson.of(checkpoint));
    }

    /** The logical time of a data record, or empty where a stranger wrote it without one. */
    static Optional<MzTimestamp> timeOf(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(TIMESTAMP_HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MzTimestamp.parse(new String(header.value(), UTF_8)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private ProducerRecord<byte[], byte[]> data(MzTimestamp time, byte[] key, byte @Nullable [] value) {
        return new ProducerRecord<>(dataTopic, PARTITION, key, value, headersAt(time));
    }

    private List<Header> headersAt(MzTimestamp time) {
        if (!time.equals(headerTime)) {
            headerTime = time;
            headers = headersOf(time);
        }
        return headers;
    }

    /** The headers of an update at this time. */
    static List<Header> headersOf(MzTimestamp time) {
        return List.of(new RecordHeader(TIMESTAMP_HEADER, time.toString().getBytes(US_ASCII)));
    }
}
