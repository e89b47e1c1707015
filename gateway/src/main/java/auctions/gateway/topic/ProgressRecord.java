package auctions.gateway.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One record of the progress topic, in the contract's JSON.
 *
 * @param progress what the record says to browsers
 * @param nextOffset one past the last record of the topic at a time below the frontier
 */
record ProgressRecord(Progress progress, long nextOffset) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Reads the value of a record; empty if it is something else, for a stranger's record must not stop the reader. */
    static Optional<ProgressRecord> parse(byte[] value) {
        try {
            var json = JSON.readTree(value);
            var frontier = timestamp(json.path("frontier"));
            var nextOffset = timestamp(json.path("next_offset"));
            if (frontier.isEmpty() || nextOffset.isEmpty()) {
                return Optional.empty();
            }
            var progress = new Progress(frontier.get(), timestamp(json.path("since")), names(json.path("columns")));
            return Optional.of(new ProgressRecord(progress, nextOffset.get().bits()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    // Times are text in the contract, because a JSON number does not hold all of them; a plain number is understood
    // too.
    private static Optional<MzTimestamp> timestamp(JsonNode node) {
        return node.isIntegralNumber() || node.isString() ? MzTimestamp.parse(node.asString()) : Optional.empty();
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        for (var name : node) {
            names.add(name.asString());
        }
        return names;
    }
}
