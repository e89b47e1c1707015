package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.log.Hash;
import auctions.gateway.log.Segment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Equality on columns, against the text of the JSON value: any of the values of a column, in all of the columns.
 * Immutable; equal filters share what is made for one of them.
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

    /** Whether every row passes. */
    public boolean passesEverything() {
        return columns.length == 0;
    }

    /** Whether a row passes. */
    public boolean passes(Segment segment, int index, RowReader reader) {
        for (var column : columns) {
            if (!column.passes(segment, index, reader)) {
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
        private final ColumnValues.Name name;
        private final byte[][] values;
        private final int[] hashes;

        private Column(ColumnValues.Name name, byte[][] values) {
            this.name = name;
            this.values = values;
            this.hashes = Arrays.stream(values)
                    .mapToInt(value -> Hash.of(value, 0, value.length))
                    .sorted()
                    .toArray();
        }

        static Column of(String name, Set<String> values) {
            return new Column(
                    new ColumnValues.Name(name, name.getBytes(UTF_8)),
                    values.stream().map(value -> value.getBytes(UTF_8)).toArray(byte[][]::new));
        }

        /** By the hash of the row's value, and only then by the value. */
        boolean passes(Segment segment, int index, RowReader reader) {
            var rows = ColumnValues.of(segment, name);
            if (!holds(rows.hash(segment, index, reader))) {
                return false;
            }
            for (var value : values) {
                if (rows.is(segment, index, value)) {
                    return true;
                }
            }
            return false;
        }

        private boolean holds(int hash) {
            return hashes.length == 1 ? hashes[0] == hash : Arrays.binarySearch(hashes, hash) >= 0;
        }
    }
}
