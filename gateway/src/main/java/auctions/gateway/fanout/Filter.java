package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Equality on columns, against the text of the JSON value: any of the values of a column, in all of the columns.
 * Immutable; equal filters are one to the log.
 */
public final class Filter {
    private static final Filter EVERYTHING = new Filter(Map.of());

    private final Map<String, Set<String>> valuesByColumn;
    private final Column[] columns;

    private Filter(Map<String, Set<String>> valuesByColumn) {
        this.valuesByColumn = valuesByColumn;
        this.columns = valuesByColumn.entrySet().stream()
                .map(entry -> Column.of(entry.getKey(), entry.getValue()))
                .toArray(Column[]::new);
    }

    /** The filter that every row passes. */
    public static Filter everything() {
        return EVERYTHING;
    }

    /** The filter for these columns, each with at least one value; no column means {@link #everything}. */
    public static Filter of(Map<String, ? extends Collection<String>> valuesByColumn) {
        var copy = new TreeMap<String, Set<String>>();
        valuesByColumn.forEach((column, values) -> copy.put(column, Set.copyOf(values)));
        return copy.isEmpty() ? EVERYTHING : new Filter(copy);
    }

    /** The columns it looks at; none if everything passes. */
    public Set<String> columns() {
        return Set.copyOf(valuesByColumn.keySet());
    }

    /** Whether every row passes. */
    boolean passesEverything() {
        return columns.length == 0;
    }

    /** Whether the row in this JSON object passes. Of members with one name the last counts, as in a browser. */
    boolean passes(JsonScanner scanner, byte[] json, int from, int to) {
        for (var column : columns) {
            scanner.begin(json, from, to);
            var passes = false;
            while (scanner.next()) {
                if (scanner.name().is(column.name)) {
                    passes = column.holds(scanner.value());
                }
            }
            if (!passes || !scanner.isWhole()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter && filter.valuesByColumn.equals(valuesByColumn);
    }

    @Override
    public int hashCode() {
        return valuesByColumn.hashCode();
    }

    @Override
    public String toString() {
        return valuesByColumn.toString();
    }

    /** One column and its values in UTF-8, which is what rows are in. */
    private static final class Column {
        private final byte[] name;
        private final byte[][] values;

        private Column(byte[] name, byte[][] values) {
            this.name = name;
            this.values = values;
        }

        static Column of(String name, Set<String> values) {
            return new Column(
                    name.getBytes(UTF_8),
                    values.stream().map(value -> value.getBytes(UTF_8)).toArray(byte[][]::new));
        }

        boolean holds(JsonScanner.Text text) {
            for (var value : values) {
                if (text.is(value)) {
                    return true;
                }
            }
            return false;
        }
    }
}
