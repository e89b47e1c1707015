package auctions.gateway.sse;

import auctions.gateway.fanout.Start;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.filter.Comparison;
import auctions.gateway.filter.Filter;
import auctions.gateway.filter.InvalidOperandException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query of a subscription: SUBSCRIBE's own options by their names, and columns to filter by. */
final class RequestParameters {
    private static final String SNAPSHOT = "snapshot";
    private static final String PROGRESS = "progress";
    private static final String LAST_EVENT_ID = "last_event_id";

    // What browsers without an EventSource of their own send: widely used stand-ins cannot set the header.
    private static final List<String> LAST_EVENT_ID_NAMES =
            List.of(LAST_EVENT_ID, "lastEventId", "lastEventID", "Last-Event-ID");

    private static final Set<String> OPTIONS = Stream.concat(
                    Stream.of(SNAPSHOT, PROGRESS), LAST_EVENT_ID_NAMES.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Before the name of a column, which may then be that of an option. */
    private static final String COLUMN_PREFIX = "column.";

    private RequestParameters() {}

    /**
     * Reads a query.
     *
     * @param lastEventIdHeader what the browser sent by itself; it wins, because the query stays what it was on reconnect
     * @param columns the columns of the view; while they are not known, any is let through
     * @throws InvalidParameterException if it asks for what there is not
     */
    static StreamRequest parse(Map<String, String[]> query, @Nullable String lastEventIdHeader, ViewColumns columns) {
        boolean snapshot = flag(query, SNAPSHOT, true);
        boolean progress = flag(query, PROGRESS, false);
        var lastEventIdInQuery = value(query, LAST_EVENT_ID_NAMES);
        var lastEventId = Optional.ofNullable(lastEventIdHeader).or(() -> lastEventIdInQuery);
        return new StreamRequest(Start.of(lastEventId, snapshot), filter(query, columns), progress);
    }

    private static boolean flag(Map<String, String[]> query, String name, boolean otherwise) {
        var value = value(query, List.of(name));
        return switch (value.orElse(Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new InvalidParameterException(
                        name, "option '" + name + "' must be true or false", List.of("true", "false"));
        };
    }

    /** The one value of an option that has several names. */
    private static Optional<String> value(Map<String, String[]> query, List<String> names) {
        var values = names.stream()
                .filter(query::containsKey)
                .flatMap(name -> Arrays.stream(query.get(name)))
                .distinct()
                .toList();
        if (values.size() > 1) {
            var name = names.getFirst();
            throw new InvalidParameterException(
                    name, "option '" + name + "' is given twice, with different values", List.of());
        }
        return values.stream().findFirst();
    }

    private static Filter filter(Map<String, String[]> query, ViewColumns columns) {
        var plain = new TreeMap<String, List<String>>();
        var comparisons = new TreeMap<String, List<Comparison>>();
        query.forEach((name, values) -> {
            if (OPTIONS.contains(name)) {
                return;
            }
            var column = name.startsWith(COLUMN_PREFIX) ? name.substring(COLUMN_PREFIX.length()) : name;
            checkKnown(name, column, columns.names());
            for (var value : values) {
                var comparison = comparison(name, column, value, columns);
                if (comparison.isPresent()) {
                    comparisons.computeIfAbsent(column, _ -> new ArrayList<>()).add(comparison.get());
                } else {
                    checkFit(name, column, value, columns);
                    plain.computeIfAbsent(column, _ -> new ArrayList<>()).add(value);
                }
            }
        });
        return Filter.of(plain, comparisons);
    }

    private static void checkKnown(String name, String column, List<String> columns) {
        if (!columns.isEmpty() && !columns.contains(column)) {
            throw new InvalidParameterException(
                    name, "'" + name + "' is neither an option nor a column", allowed(columns));
        }
    }

    private static Optional<Comparison> comparison(String name, String column, String value, ViewColumns columns) {
        try {
            return Comparison.parse(column, columns.type(column), value);
        } catch (InvalidOperandException e) {
            throw new InvalidParameterException(name, String.valueOf(e.getMessage()), List.of());
        }
    }

    private static void checkFit(String name, String column, String value, ViewColumns columns) {
        var misfit = columns.misfit(column, value);
        if (misfit.isPresent()) {
            throw new InvalidParameterException(name, misfit.get(), List.of());
        }
    }

    private static List<String> allowed(List<String> columns) {
        return Stream.concat(Stream.of(SNAPSHOT, PROGRESS, LAST_EVENT_ID), columns.stream())
                .toList();
    }
}
