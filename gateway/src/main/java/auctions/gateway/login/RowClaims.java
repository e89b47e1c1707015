package auctions.gateway.login;

import auctions.gateway.filter.Filter;
import auctions.gateway.sse.ForbiddenException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a token may see: those whose columns have the values of its claims. Immutable.
 *
 * @param claimsByColumn the claim that each of these columns is held against; none means that every token sees every row
 */
record RowClaims(Map<String, String> claimsByColumn) {
    /** JSON's text for no value: a claim of this text would show the rows that nobody has. */
    private static final String NULL = "null";

    /**
     * Reads {@code column=claim}, several with commas between.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static RowClaims parse(String text) {
        var claims = new LinkedHashMap<String, String>();
        for (var pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var sides = pair.split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw new IllegalArgumentException("must be column=claim, several with commas between");
            }
            if (claims.put(sides[0].strip(), sides[1].strip()) != null) {
                throw new IllegalArgumentException("must name each column once");
            }
        }
        return new RowClaims(claims);
    }

    /**
     * The rows that a token with these claims may see: of a claim with several values any of them.
     *
     * @throws ForbiddenException if a claim is missing, or is no text, number, truth value or list of such
     */
    Filter rows(Map<String, Object> claims) throws ForbiddenException {
        var values = new TreeMap<String, List<String>>();
        for (var entry : claimsByColumn.entrySet()) {
            values.put(entry.getKey(), values(entry.getValue(), claims.get(entry.getValue())));
        }
        return Filter.of(values);
    }

    private static List<String> values(String name, @Nullable Object claim) throws ForbiddenException {
        var all = switch (claim) {
            case null -> List.of();
            case Collection<?> several -> List.copyOf(several);
            default -> List.of(claim);
        };
        boolean plain = all.stream()
                .allMatch(value -> value instanceof String || value instanceof Number || value instanceof Boolean);
        var texts = all.stream().map(Object::toString).toList();
        if (texts.isEmpty() || !plain || texts.contains(NULL)) {
            throw new ForbiddenException("the token has no claim '%s' that rows can be known by".formatted(name));
        }
        return texts;
    }
}
