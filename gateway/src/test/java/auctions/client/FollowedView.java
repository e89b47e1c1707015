package auctions.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example for Java in CLIENTS.md: the rows of a view by their key, changed only when a timestamp is complete. */
final class FollowedView {
    private static final JsonMapper JSON = new JsonMapper();

    record Change(String type, String data) {}

    final Map<List<JsonNode>, String> rows = new HashMap<>();
    private final List<Change> pending = new ArrayList<>();
    private final List<String> key;
    private boolean snapshot = true;

    FollowedView(List<String> key) {
        this.key = key;
    }

    /** Takes an event; true when {@link #rows} have changed, all at once. */
    boolean take(String type, String data) {
        switch (type) {
            case "message", "delete" -> pending.add(new Change(type, data));
            case "reset" -> {
                pending.clear();
                snapshot = true;
            }
            case "progress" -> commit();
            default -> {}
        }
        return type.equals("progress");
    }

    private void commit() {
        if (snapshot) rows.clear();
        snapshot = false;
        for (var change : pending) {
            var row = JSON.readTree(change.data());
            var id = key.stream().map(row::path).toList();
            if (change.type().equals("delete")) rows.remove(id);
            else rows.put(id, change.data());
        }
        pending.clear();
    }
}
