package auctions.gateway.topic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a topic says of the view whose rows it holds: the newest progress record, and where that is silent, as beside a
 * native sink, the keys of the records.
 *
 * @param view the relation or query that the ingestor subscribes to
 * @param description the view's comment in Materialize
 * @param types SQL types, parallel to the view's columns
 * @param key the columns that make the key
 */
public record ViewDescription(
        Optional<String> view, Optional<String> description, Optional<List<String>> types, Optional<List<String>> key) {
    static final ViewDescription UNKNOWN =
            new ViewDescription(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final JsonMapper JSON = new JsonMapper();

    /** Reads the value of a progress record; a field that is missing or null, or of another form, is not said. */
    static ViewDescription parse(byte[] progressRecord) {
        try {
            var json = JSON.readTree(progressRecord);
            return new ViewDescription(
                    text(json.path("view")),
                    text(json.path("description")),
                    names(json.path("types")),
                    names(json.path("key")));
        } catch (JacksonException e) {
            return UNKNOWN;
        }
    }

    /** The same; where it does not say the key, with the key that is known. */
    ViewDescription orKeyOf(ViewDescription known) {
        return key.isPresent() ? this : new ViewDescription(view, description, types, known.key);
    }

    /** The same with the key columns that a record's key names, unless they are known. */
    ViewDescription withKey(byte[] recordKey) {
        return key.isPresent() ? this : new ViewDescription(view, description, types, columnsOf(recordKey));
    }

    private static Optional<List<String>> columnsOf(byte[] recordKey) {
        try {
            var json = JSON.readTree(new String(recordKey, StandardCharsets.UTF_8));
            return json.isObject() ? Optional.of(List.copyOf(json.propertyNames())) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static Optional<List<String>> names(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        node.forEach(name -> names.add(name.asString()));
        return Optional.of(List.copyOf(names));
    }
}
