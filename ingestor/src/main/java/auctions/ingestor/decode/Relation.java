package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is subscribed to, as the server described it: all columns in view order, and which of them are the key.
 *
 * @param source what the columns belong to: database, schema and the subscribed text
 * @param columns every column in view order
 * @param key names of the key columns in the configured order
 */
public record Relation(String source, List<Column> columns, List<String> key) {

    /**
     * The number of the way in which keys and values are written; rises whenever a release writes any of them
     * differently. Releases that wrote timestamps as whole milliseconds had no such number and count as 1.
     */
    public static final int RENDERING = 2;

    /**
     * One column of the view.
     *
     * @param name the column's name, in its own case
     * @param type the column's type, that of elements included
     */
    public record Column(String name, SqlType type) {}

    /** Copies the lists and checks that every key column exists once. */
    public Relation {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        var names = columns.stream().map(Column::name).toList();
        if (new HashSet<>(names).size() != names.size()) {
            throw new UnfitRelationException(
                    "two columns of %s have the same name, which a JSON object cannot carry: %s; give each its own name"
                            .formatted(source, names));
        }
        for (var column : key) {
            if (!names.contains(column)) {
                throw new UnfitRelationException(
                        "key column '%s' does not exist in %s; the columns are %s (names are case-sensitive), set ingestor.materialize.key to some of them"
                                .formatted(column, source, names));
            }
        }
    }

    /** The names of all columns in view order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The names of the types of all columns, in view order. */
    public List<String> types() {
        return columns.stream().map(column -> column.type().name()).toList();
    }

    /**
     * A short digest of source, columns, types, key and rendering: two topics' contents may be continued only if it is
     * equal.
     */
    public String fingerprint() {
        var text = source
                + '\n'
                + columns.stream().map(c -> c.name() + ' ' + c.type().name()).collect(Collectors.joining("\n"))
                + "\nkey\n"
                + String.join("\n", key)
                + "\nrendering "
                + RENDERING;
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
