package auctions.gateway.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list in a query, as PostgREST writes it: commas between the items; an item in double quotes may have commas, and after a backslash any
 * character.
 */
public final class QuotedList {
    private QuotedList() {}

    /** The items of the text; empty if a quote is not closed, or stands in the middle of an item. */
    public static Optional<List<String>> parse(String text) {
        var items = new ArrayList<String>();
        int at = 0;
        while (true) {
            var item = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(text, at + 1, item);
                if (at < 0 || (at < text.length() && text.charAt(at) != ',')) {
                    return Optional.empty();
                }
            } else {
                int comma = text.indexOf(',', at);
                int end = comma < 0 ? text.length() : comma;
                item.append(text, at, end);
                at = end;
            }
            items.add(item.toString());
            if (at == text.length()) {
                return Optional.of(List.copyOf(items));
            }
            at++;
        }
    }

    /** Reads to the place after the closing quote; negative if there is none. */
    private static int quoted(String text, int from, StringBuilder item) {
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '"') {
                return at + 1;
            }
            if (next == '\\') {
                at++;
            }
            if (at < text.length()) {
                item.append(text.charAt(at));
            }
        }
        return -1;
    }
}
