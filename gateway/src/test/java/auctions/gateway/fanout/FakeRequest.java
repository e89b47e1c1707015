package auctions.gateway.fanout;

import auctions.gateway.filter.Filter;
import java.util.List;
import java.util.Map;

/**
 * What a browser asks for, whenever it connects.
 *
 * @param filterValue the value of the column x that it wants; empty: every row
 */
record FakeRequest(String filterValue, boolean progressAsEvent) {

    StreamRequest at(Start start) {
        return new StreamRequest(start, filter(), progressAsEvent);
    }

    private Filter filter() {
        return filterValue.isEmpty() ? Filter.everything() : Filter.of(Map.of("x", List.of(filterValue)));
    }

    /** Whether a row with this value passes. */
    boolean passes(String value) {
        return filterValue.isEmpty() || value.contains("\"x\":\"" + filterValue + "\"");
    }
}
