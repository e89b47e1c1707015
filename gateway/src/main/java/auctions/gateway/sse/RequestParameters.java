package auctions.gateway.sse;

import auctions.gateway.fanout.Start;
import auctions.gateway.fanout.StreamRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final List<String> OFFERED = List.of(SNAPSHOT, PROGRESS, ColumnParameters.SELECT, LAST_EVENT_ID);

    private static final Set<String> OPTIONS =
            Stream.concat(OFFERED.stream(), LAST_EVENT_ID_NAMES.stream()).collect(Collectors.toUnmodifiableSet());

    private static final String[] NO_VALUES = {};

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
        var chosen = new ColumnParameters(OPTIONS, OFFERED, columns);
        return new StreamRequest(
                Start.of(lastEventId, snapshot),
                chosen.filter(query),
                chosen.projection(value(query, List.of(ColumnParameters.SELECT))),
                progress);
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

    private static InvalidParameterException twice(String name) {
        return new InvalidParameterException(
                name, "option '" + name + "' is given twice, with different values", List.of());
    }

    /** The one value of an option that has several names. */
    static Optional<String> value(Map<String, String[]> query, List<String> names) {
        Optional<String> found = Optional.empty();
        for (var name : names) {
            for (var value : query.getOrDefault(name, NO_VALUES)) {
                if (found.isPresent() && !found.get().equals(value)) {
                    throw twice(names.getFirst());
                }
                found = Optional.of(value);
            }
        }
        return found;
    }
}
