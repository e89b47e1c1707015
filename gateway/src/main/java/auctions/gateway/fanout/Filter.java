package auctions.gateway.fanout;

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

    private Filter(Map<String, Set<String>> valuesByColumn) {
        this.valuesByColumn = valuesByColumn;
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
}
