package auctions.gateway.fanout;

import auctions.gateway.filter.ColumnType;
import auctions.gateway.filter.Comparison;
import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a browser asks for, whenever it connects.
 *
 * @param filterValue the parameter x: a value of the column x, or a comparison with it; empty: every row
 * @param select the one column that it wants; empty: every column
 * @param confined whether it may know of no other rows
 */
record FakeRequest(String filterValue, String select, boolean progressAsEvent, boolean confined) {
    /** What a browser may ask for. */
    static final List<String> SELECTS = List.of("", "x", "n");

    private static final List<String> FILTERS =
            List.of("0", "1", "2", "3", "gte.1", "lt.2", "gt.0", "neq.3", "in.(0,2)", "eq.1");

    private static final Pattern MEMBERS = Pattern.compile("(\"x\":\"(\\d)\"),(\"n\":\\d+)");

    static FakeRequest any(RandomGenerator random) {
        var filter = random.nextInt(3) == 0 ? FILTERS.get(random.nextInt(FILTERS.size())) : "";
        var select = random.nextInt(3) == 0 ? SELECTS.get(random.nextInt(SELECTS.size())) : "";
        var confined = !filter.isEmpty() && random.nextBoolean();
        return new FakeRequest(filter, select, random.nextInt(4) == 0, confined);
    }

    StreamRequest at(Start start) {
        var projection = select.isEmpty() ? Projection.all() : Projection.of(List.of(select));
        return confined
                ? new StreamRequest(start, Filter.everything(), projection, progressAsEvent).confinedTo(filter())
                : new StreamRequest(start, filter(), projection, progressAsEvent);
    }

    private Filter filter() {
        return filterValue.isEmpty()
                ? Filter.everything()
                : Comparison.parse("x", new ColumnType("text"), filterValue)
                        .map(comparison -> Filter.of(Map.of(), Map.of("x", List.of(comparison))))
                        .orElseGet(() -> Filter.of(Map.of("x", List.of(filterValue))));
    }

    /** Which rows and columns it is shown. */
    String shown() {
        return filterValue + " " + select;
    }

    /** What it is shown of a row; nothing if the row does not pass. */
    Optional<String> show(String value) {
        var members = MEMBERS.matcher(value);
        if (!members.find()) {
            throw new AssertionError("no row of the topic: " + value);
        }
        return passes(Integer.parseInt(members.group(2)))
                ? Optional.of(select.isEmpty() ? value : "{" + members.group(select.equals("x") ? 1 : 3) + "}")
                : Optional.empty();
    }

    private boolean passes(int x) {
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
