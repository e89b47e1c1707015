package auctions.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A view as {@code GET /views} describes it.
 *
 * @param name the topic's
 * @param view the relation's name, if the topic says it
 * @param types the SQL types by column, in the view's order
 * @param progress whether the topic has a progress topic beside it
 */
record ScriptedView(
        String name,
        @Nullable String view,
        @Nullable String description,
        Map<String, String> types,
        List<String> key,
        boolean progress) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TIMESTAMP = "timestamp with time zone";

    /** The view that the gateway was written for. */
    static final ScriptedView WINNERS = new ScriptedView(
            "auction-winners",
            "winning_bids",
            null,
            columns(
                    "auction_id", "bigint",
                    "bid_id", "bigint",
                    "buyer", "bigint",
                    "seller", "bigint",
                    "item", "text",
                    "amount", "integer",
                    "bid_time", TIMESTAMP,
                    "end_time", TIMESTAMP),
            List.of("auction_id"),
            true);

    /** A view that has nothing to do with auctions. */
    static final ScriptedView TOOLS = new ScriptedView(
            "tools-topic",
            "tools",
            "What hangs in the shed",
            columns(
                    "id", "integer",
                    "name", "text",
                    "price", "numeric",
                    "at", TIMESTAMP,
                    "tags", "jsonb",
                    "gone", "boolean"),
            List.of("id"),
            true);

    /** Columns and their types by turns. */
    static Map<String, String> columns(String... namesAndTypes) {
        var columns = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return columns;
    }

    /** The same view on a topic like the native sink's, which says nothing of completeness, types or the view. */
    ScriptedView withoutProgress() {
        return new ScriptedView(name, null, null, types, key, false);
    }

    /** The answer to {@code GET /views}. */
    String describe(int rows, long frontier, @Nullable String reason) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("name", name);
        view.put("view", this.view);
        view.put("description", description);
        view.put("columns", new ArrayList<>(types.keySet()));
        view.put("types", progress ? new ArrayList<>(types.values()) : null);
        view.put("key", key);
        view.put("rows", rows);
        view.put("frontier", progress ? Long.toString(frontier) : null);
        view.put("ready", reason == null);
        view.put("reason", reason);
        return JSON.writeValueAsString(List.of(view));
    }
}
