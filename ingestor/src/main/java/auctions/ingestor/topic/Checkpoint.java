package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frontier made durable with its batch: the value of the progress record.
 *
 * @param frontier all updates at times strictly below are in the topic
 * @param nextOffset one past the last data record so far
 * @param since AS OF of the first snapshot ever written to this topic
 * @param epoch how often a writer has taken the topic over
 * @param fingerprint digest of what is subscribed to, see {@link auctions.ingestor.decode.Relation#fingerprint()}
 * @param columns the view's columns in view order
 */
public record Checkpoint(
        MzTimestamp frontier,
        long nextOffset,
        MzTimestamp since,
        long epoch,
        String fingerprint,
        List<String> columns) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the list. */
    public Checkpoint {
        columns = List.copyOf(columns);
    }

    /** The next one of the same writer: the frontier moves on, and with it what the topic holds. */
    Checkpoint at(MzTimestamp newFrontier, long newNextOffset) {
        return new Checkpoint(newFrontier, newNextOffset, since, epoch, fingerprint, columns);
    }

    /** The same, in the hands of the next writer. */
    Checkpoint takenOver() {
        return new Checkpoint(frontier, nextOffset, since, epoch + 1, fingerprint, columns);
    }

    /** Reads a progress record's value; unknown fields are ignored. */
    static Checkpoint parse(byte[] value) {
        try {
            var json = JSON.readTree(value);
            return new Checkpoint(
                    MzTimestamp.parse(json.required("frontier").asString()),
                    json.required("next_offset").asLong(),
                    MzTimestamp.parse(json.required("since").asString()),
                    json.required("epoch").asLong(),
                    json.required("fingerprint").asString(),
                    json.required("columns")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BrokerException(
                    BrokerFailureClass.FATAL,
                    "could not read the last progress record '%s'; delete the progress topic to publish a snapshot's difference instead"
                            .formatted(new String(value, UTF_8)),
                    e);
        }
    }

    /** The progress record's value. */
    byte[] toJson() {
        var json = JSON.createObjectNode()
                .put("frontier", frontier.toString())
                .put("next_offset", nextOffset)
                .put("since", since.toString())
                .put("epoch", epoch)
                .put("fingerprint", fingerprint);
        var names = json.putArray("columns");
        columns.forEach(names::add);
        return JSON.writeValueAsBytes(json);
    }
}
