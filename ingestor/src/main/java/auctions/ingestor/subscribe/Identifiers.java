package auctions.ingestor.subscribe;

import java.util.ArrayList;
import java.util.List;

/** SQL identifiers as people configure them (their case is kept) and as statements need them. */
final class Identifiers {

    private Identifiers() {}

    /**
     * Splits configured names at a separator outside double quotes: {@code a,"B,c"} by a comma is {@code a} and
     * {@code B,c}.
     */
    static List<String> parse(String text, char separator) {
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                name.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                names.add(complete(name, text));
                name.setLength(0);
            } else if (quoted || !Character.isWhitespace(c)) {
                name.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("'%s' has an open double quote; close it".formatted(text));
        }
        names.add(complete(name, text));
        return List.copyOf(names);
    }

    private static String complete(StringBuilder name, String text) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' has an empty name in it; write the names between the separators".formatted(text));
        }
        return name.toString();
    }

    /** The name as SQL, in double quotes: so its case is kept, and no keyword has to be known. */
    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
