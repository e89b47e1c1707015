package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rows pass: in all of the columns that it names, a row has any of the plain values, equal by the text of the JSON value, and passes all
 * comparisons. Immutable; equal filters share what is made for one of them.
 */
public final class Filter {
    private static final Filter EVERYTHING = of(Map.of());

    private final Map<String, Set<String>> valuesByColumn;
    private final Map<String, Set<Comparison>> comparisonsByColumn;
    private final ColumnCondition[] conditions;

    private Filter(Map<String, Set<String>> valuesByColumn, Map<String, Set<Comparison>> comparisonsByColumn) {
        this.valuesByColumn = valuesByColumn;
        this.comparisonsByColumn = comparisonsByColumn;
        var columns = new TreeSet<>(valuesByColumn.keySet());
        columns.addAll(comparisonsByColumn.keySet());
        this.conditions = columns.stream()
                .map(column -> new ColumnCondition(
                        column,
                        valuesByColumn.getOrDefault(column, Set.of()),
                        comparisonsByColumn.getOrDefault(column, Set.of())))
                .toArray(ColumnCondition[]::new);
    }

    /** The filter that every row passes. */
    public static Filter everything() {
        return EVERYTHING;
    }

    /** The filter for these values of columns, each with at least one; no column means {@link #everything}. */
    public static Filter of(Map<String, ? extends Collection<String>> valuesByColumn) {
        return of(valuesByColumn, Map.of());
    }

    /** The filter for these values and comparisons of columns, each with at least one of either. */
    public static Filter of(
            Map<String, ? extends Collection<String>> valuesByColumn,
            Map<String, ? extends Collection<Comparison>> comparisonsByColumn) {
        return new Filter(sets(valuesByColumn), sets(comparisonsByColumn));
    }

    private static <T> Map<String, Set<T>> sets(Map<String, ? extends Collection<T>> byColumn) {
        var copy = new TreeMap<String, Set<T>>();
        byColumn.forEach((column, each) -> copy.put(column, Set.copyOf(each)));
        return copy;
    }

    /** Whether every row passes. */
    public boolean passesEverything() {
        return conditions.length == 0;
    }

    /** Whether a row passes. */
    public boolean passes(Segment segment, int index, RowReader reader) {
        for (var condition : conditions) {
            if (!condition.passes(segment, index, reader)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter
                && filter.valuesByColumn.equals(valuesByColumn)
                && filter.comparisonsByColumn.equals(comparisonsByColumn);
    }

    @Override
    public int hashCode() {
        return 31 * valuesByColumn.hashCode() + comparisonsByColumn.hashCode();
    }

    @Override
    public String toString() {
        return valuesByColumn + " " + comparisonsByColumn;
    }
}
