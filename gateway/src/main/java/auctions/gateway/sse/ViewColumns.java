package auctions.gateway.sse;

import auctions.gateway.fanout.View;
import auctions.gateway.filter.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns that a stream can be filtered by, as far as they are known.
 *
 * @param names the columns in order; empty while they are not known
 * @param types SQL types, parallel to the names; empty if no progress record says them
 */
record ViewColumns(List<String> names, Optional<List<String>> types) {
    /** A number as JSON writes it. */
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private static final Set<String> BOOLEAN = Set.of("true", "false");

    /** Those of a view, as far as they are known now. */
    static ViewColumns of(View view) {
        return new ViewColumns(view.columns(), view.description().types());
    }

    /** Whether any are known. */
    boolean areKnown() {
        return !names.isEmpty();
    }

    /** Why no row can have this text as the value of this column; empty where one might, as in each column of a type that is not known. */
    Optional<String> misfit(String column, String value) {
        var type = type(column);
        if (value.equals("null")) {
            return Optional.empty();
        }
        if (type.isJsonNumber()) {
            return misfit(NUMBER.matcher(value).matches(), column, value, "a number or null");
        }
        return misfit(!type.isBoolean() || BOOLEAN.contains(value), column, value, "true, false or null");
    }

    private static Optional<String> misfit(boolean fits, String column, String value, String rule) {
        return fits
                ? Optional.empty()
                : Optional.of("'%s' never matches: column '%s' holds %s".formatted(value, column, rule));
    }

    /** The column's type, if it is known. */
    ColumnType type(String column) {
        int at = names.indexOf(column);
        return types.filter(known -> at >= 0 && known.size() == names.size())
                .map(known -> new ColumnType(known.get(at)))
                .orElse(ColumnType.UNKNOWN);
    }
}
