package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.Excerpt;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.TopicProperties;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/** Changes that could not be published, as records that always fit. */
final class DeadLetters {

    /** How much a value takes beside the key that it quotes the beginning of, escapes included. */
    private static final int VALUE_BYTES_MAX = 16 * 1024;

    private static final JsonMapper JSON = new JsonMapper();

    private final String topic;

    private final String deadLetterTopic;

    private final int keyBytesMax;

    /**
     * The records of a topic's dead letters.
     *
     * @param recordBytesMax how large key and value of one record may be together
     */
    DeadLetters(TopicProperties topics, int recordBytesMax) {
        this.topic = topics.name();
        this.deadLetterTopic = topics.deadLetters();
        this.keyBytesMax = recordBytesMax - VALUE_BYTES_MAX;
    }

    /** The record of a change: with the change's key, or the key's digest where the key alone is too large. */
    ProducerRecord<byte[], byte[]> record(Update.Rejected update) {
        var reason = update.reason().getBytes(UTF_8);
        var value = JSON.createObjectNode()
                .put("topic", topic)
                .put("mz_timestamp", update.timestamp().toString())
                .put("reason", Excerpt.of(reason));
        if (Excerpt.cuts(update.key()) || Excerpt.cuts(reason)) {
            value.put("truncated", true);
        }
        var key = update.key().length > keyBytesMax ? digest(update.key()) : update.key();
        return new ProducerRecord<>(
                deadLetterTopic,
                TopicRecords.PARTITION,
                key,
                JSON.writeValueAsBytes(value),
                TopicRecords.headersOf(update.timestamp()));
    }

    private static byte[] digest(byte[] key) {
        try {
            var digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key));
            return JSON.writeValueAsBytes(JSON.createObjectNode().put("sha256", digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
