package auctions.ingestor.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** SQL identifiers as people configure them (their case is kept) and as statements need them. */
final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Words that a plain identifier must not be; quoting one too many would do no harm. */
    private static final Set<String> KEYWORDS = Set.of(
            ("all analyze and any array as asc between by case cast check coalesce collate column constraint create"
                            + " cross current current_date current_timestamp default delete desc distinct drop else end except"
                            + " exists false fetch filter for foreign from full group having in inner insert intersect interval"
                            + " into is join key lateral left like limit list map natural not null nullif offset on options or"
                            + " order outer over partition primary progress references returning right row select set snapshot"
                            + " some table then to true union unique up update upsert user using values view when where with"
                            + " within")
                    .split(" "));

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

    /** The name as SQL: as it is where that means the same, else in double quotes. */
    static String quote(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !KEYWORDS.contains(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
