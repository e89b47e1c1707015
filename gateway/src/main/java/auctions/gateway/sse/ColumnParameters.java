package auctions.gateway.sse;

import auctions.gateway.filter.Comparison;
import auctions.gateway.filter.Filter;
import auctions.gateway.filter.InvalidOperandException;
import auctions.gateway.filter.Projection;
import auctions.gateway.filter.QuotedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The part of a query that chooses rows and columns.
 *
 * @param options names that are no columns
 * @param offered the options that a client should know of
 * @param columns the columns of the view; while they are not known, any is let through
 */
record ColumnParameters(Set<String> options, List<String> offered, ViewColumns columns) {
    /** The option that names the columns to be shown. */
    static final String SELECT = "select";

    /** Before the name of a column, which may then be that of an option. */
    private static final String PREFIX = "column.";

    /**
     * The rows that are asked for.
     *
     * @throws InvalidParameterException if a parameter is neither an option nor fits a column
     */
    Filter filter(Map<String, String[]> query) {
        var plain = new TreeMap<String, List<String>>();
        var comparisons = new TreeMap<String, List<Comparison>>();
        query.forEach((name, values) -> {
            if (options.contains(name)) {
                return;
            }
            var column = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            checkKnown(name, column);
            for (var value : values) {
                var comparison = comparison(name, column, value);
                if (comparison.isPresent()) {
                    comparisons.computeIfAbsent(column, _ -> new ArrayList<>()).add(comparison.get());
                } else {
                    checkFit(name, column, value);
                    plain.computeIfAbsent(column, _ -> new ArrayList<>()).add(value);
                }
            }
        });
        return Filter.of(plain, comparisons);
    }

    /**
     * The columns that are asked for.
     *
     * @param selected the value of {@link #SELECT}
     * @throws InvalidParameterException if it names what is no column
     */
    Projection projection(Optional<String> selected) {
        if (selected.isEmpty()) {
            return Projection.all();
        }
        var names = QuotedList.parse(selected.get()).orElse(List.of(""));
        for (var name : names) {
            if (name.isEmpty() || !isKnown(name)) {
                throw new InvalidParameterException(
                        SELECT,
                        "option 'select' takes columns such as a,b,\"c,d\", and '%s' is none".formatted(name),
                        columns.names());
            }
        }
        return Projection.of(names);
    }

    private boolean isKnown(String column) {
        return !columns.areKnown() || columns.names().contains(column);
    }

    private void checkKnown(String name, String column) {
        if (!isKnown(column)) {
            throw new InvalidParameterException(
                    name,
                    "'" + name + "' is neither an option nor a column",
                    Stream.concat(offered.stream(), columns.names().stream()).toList());
        }
    }

    private Optional<Comparison> comparison(String name, String column, String value) {
        try {
            return Comparison.parse(column, columns.type(column), value);
        } catch (InvalidOperandException e) {
            throw new InvalidParameterException(name, String.valueOf(e.getMessage()), List.of());
        }
    }

    private void checkFit(String name, String column, String value) {
        var misfit = columns.misfit(column, value);
        if (misfit.isPresent()) {
            throw new InvalidParameterException(name, misfit.get(), List.of());
        }
    }
}
