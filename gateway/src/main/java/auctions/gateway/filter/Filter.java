package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows pass: in all of the columns that it names, a row has any of the plain values, equal by the text of the JSON value, and passes all
 * comparisons. Immutable; equal filters share what is made for one of them.
 */
public final class Filter {
    private static final Filter EVERYTHING = new Filter(List.of());

    private final List<Part> parts;
    private final ColumnCondition[] conditions;
    private final Set<String> columns;
    private final int size;

    private Filter(List<Part> parts) {
        this.parts = parts;
        this.conditions = parts.stream().flatMap(Part::conditions).toArray(ColumnCondition[]::new);
        this.columns = parts.stream().flatMap(part -> part.columns().stream()).collect(Collectors.toUnmodifiableSet());
        this.size = parts.stream().mapToInt(Part::size).sum();
    }

    /** What was asked for together. A row passes all parts, so no part widens another. */
    private record Part(Map<String, Set<String>> valuesByColumn, Map<String, Set<Comparison>> comparisonsByColumn) {
        Set<String> columns() {
            var columns = new TreeSet<>(valuesByColumn.keySet());
            columns.addAll(comparisonsByColumn.keySet());
            return columns;
        }

        int size() {
            return valuesByColumn.values().stream().mapToInt(Set::size).sum()
                    + comparisonsByColumn.values().stream()
                            .flatMap(Set::stream)
                            .mapToInt(Comparison::size)
                            .sum();
        }

        Stream<ColumnCondition> conditions() {
            return columns().stream()
                    .map(column -> new ColumnCondition(
                            column,
                            valuesByColumn.getOrDefault(column, Set.of()),
                            comparisonsByColumn.getOrDefault(column, Set.of())));
        }
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
        return valuesByColumn.isEmpty() && comparisonsByColumn.isEmpty()
                ? EVERYTHING
                : new Filter(List.of(new Part(sets(valuesByColumn), sets(comparisonsByColumn))));
    }

    /** The filter for the rows that pass both this one and another. */
    public Filter and(Filter other) {
        return new Filter(Stream.concat(parts.stream(), other.parts.stream()).toList());
    }

    /** The columns that it asks something of. */
    public Set<String> columns() {
        return columns;
    }

    private static <T> Map<String, Set<T>> sets(Map<String, ? extends Collection<T>> byColumn) {
        var copy = new TreeMap<String, Set<T>>();
        byColumn.forEach((column, each) -> copy.put(column, Set.copyOf(each)));
        return copy;
    }

    /** How many values it compares with. */
    public int size() {
        return size;
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

    /**
     * Reads what {@link #candidate} needs to know of a segment, so that one reading serves all filters on a column; at least one row.
     *
     * @param isSpent asked after each row whether to leave it at that for now
     * @return false if more is to be read
     */
    public boolean prepare(Segment segment, RowReader reader, BooleanSupplier isSpent) {
        for (var condition : conditions) {
            if (!condition.prepare(segment, reader, isSpent)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first entry from an index on that may pass, which is the index itself where nothing is known; those before it do not. As
     * large as can be if none of the segment passes.
     */
    public int candidate(Segment segment, int from) {
        var candidate = from;
        for (var condition : conditions) {
            candidate = condition.candidate(segment, candidate);
        }
        return candidate;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter && filter.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
