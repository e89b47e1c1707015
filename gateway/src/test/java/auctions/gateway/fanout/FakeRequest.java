package auctions.gateway.fanout;

import auctions.gateway.filter.ColumnType;
import auctions.gateway.filter.Comparison;
import auctions.gateway.filter.Filter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a browser asks for, whenever it connects.
 *
 * @param filterValue the parameter x: a value of the column x, or a comparison with it; empty: every row
 */
record FakeRequest(String filterValue, boolean progressAsEvent) {
    /** What a browser may ask of x, which is a text of 0 to 3. */
    static final List<String> FILTERS =
            List.of("", "", "", "", "", "", "0", "1", "2", "3", "gte.1", "lt.2", "gt.0", "neq.3", "in.(0,2)", "eq.1");

    private static final Pattern X = Pattern.compile("\"x\":\"(\\d)\"");

    StreamRequest at(Start start) {
        return new StreamRequest(start, filter(), progressAsEvent);
    }

    private Filter filter() {
        return filterValue.isEmpty()
                ? Filter.everything()
                : Comparison.parse("x", new ColumnType("text"), filterValue)
                        .map(comparison -> Filter.of(Map.of(), Map.of("x", List.of(comparison))))
                        .orElseGet(() -> Filter.of(Map.of("x", List.of(filterValue))));
    }

    /** Whether a row with this value passes. */
    boolean passes(String value) {
        var found = X.matcher(value);
        int x = found.find() ? Integer.parseInt(found.group(1)) : -1;
        return switch (filterValue) {
            case "" -> true;
            case "gte.1", "gt.0" -> x >= 1;
            case "lt.2" -> x < 2;
            case "neq.3" -> x != 3;
            case "in.(0,2)" -> x == 0 || x == 2;
            case "eq.1" -> x == 1;
            default -> x == Integer.parseInt(filterValue);
        };
    }
}
