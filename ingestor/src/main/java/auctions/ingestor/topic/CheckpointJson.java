package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The value of a progress record, as {@code src/contract} describes it. */
final class CheckpointJson {

    private static final JsonMapper JSON = new JsonMapper();

    /** Releases that did not write the number wrote timestamps as whole milliseconds. */
    private static final int RENDERING_FIRST = 1;

    private CheckpointJson() {}

    /** Reads a value. Unknown fields are ignored, and a field that is missing is null. */
    static Checkpoint parse(byte[] value) {
        try {
            var json = JSON.readTree(value);
            var since = MzTimestamp.parse(json.required("since").asString());
            var snapshot = text(json, "snapshot");
            return new Checkpoint(
                    MzTimestamp.parse(json.required("frontier").asString()),
                    json.required("next_offset").asLong(),
                    since,
                    snapshot == null ? since : MzTimestamp.parse(snapshot),
                    json.required("epoch").asLong(),
                    json.path("unknown_keys").asBoolean(false),
                    new Provenance(
                            text(json, "fingerprint"),
                            texts(json, "columns"),
                            texts(json, "types"),
                            texts(json, "key"),
                            text(json, "view"),
                            text(json, "description"),
                            text(json, "environment"),
                            text(json, "object"),
                            json.path("rendering").asInt(RENDERING_FIRST)));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BrokerException(
                    BrokerFailureClass.FATAL,
                    "could not read the last progress record '%s'; delete the progress topic to publish a snapshot's difference instead"
                            .formatted(new String(value, UTF_8)),
                    e);
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        var node = json.path(field);
        return node.isString() ? node.asString() : null;
    }

    private static List<String> texts(JsonNode json, String field) {
        return json.path(field).valueStream().map(JsonNode::asString).toList();
    }

    /** Writes a value. */
    static byte[] of(Checkpoint checkpoint) {
        var provenance = checkpoint.provenance();
        var json = JSON.createObjectNode()
                .put("frontier", checkpoint.frontier().toString())
                .put("next_offset", checkpoint.nextOffset())
                .put("since", checkpoint.since().toString())
                .put("snapshot", checkpoint.snapshot().toString())
                .put("epoch", checkpoint.epoch())
                .put("fingerprint", provenance.fingerprint());
        json.set("columns", JSON.valueToTree(provenance.columns()));
        json.set("types", JSON.valueToTree(provenance.types()));
        json.set("key", JSON.valueToTree(provenance.key()));
        json.put("view", provenance.view())
                .put("description", provenance.description())
                .put("environment", provenance.environment())
                .put("object", provenance.object())
                .put("rendering", provenance.rendering())
                .put("unknown_keys", checkpoint.unknownKeys());
        return JSON.writeValueAsBytes(json);
    }
}
