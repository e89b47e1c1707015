package auctions.gateway.filter;

import java.util.Set;

/**
 * A column's SQL type, as far as comparisons need it.
 *
 * @param sql its name, as the topic's progress says it; empty if nobody says it
 */
public record ColumnType(String sql) {
    /** A type that is not known. */
    public static final ColumnType UNKNOWN = new ColumnType("");

    private static final Set<String> JSON_NUMBERS =
            Set.of("smallint", "integer", "bigint", "uint2", "uint4", "uint8", "oid", "real", "double precision");
    private static final Set<String> NUMBERS_IN_STRINGS = Set.of("numeric", "mz_timestamp");

    /** Whether its values are numbers in JSON. */
    public boolean isJsonNumber() {
        return JSON_NUMBERS.contains(sql);
    }

    /** Whether its values are true and false. */
    public boolean isBoolean() {
        return sql.equals("boolean");
    }

    /** Whether its values may be true and false, as far as is known. */
    boolean mayBeBoolean() {
        return sql.isEmpty() || isBoolean();
    }

    /** How its values are compared with an operand. Where the type is not known: as text, and with a number as numbers. */
    Order order(String operand) {
        return sql.isEmpty() && NumberOrder.NUMBER.operand(operand).isPresent() ? NumberOrder.NUMBER : orderOfEquals();
    }

    /** How its values are found equal. Where the type is not known: by their text. */
    Order orderOfEquals() {
        // Without precision and scale: numeric(38,2), timestamp(3) with time zone.
        var name = sql.replaceFirst("\\(.*?\\)", "");
        if (isJsonNumber() || NUMBERS_IN_STRINGS.contains(name)) {
            return NumberOrder.NUMBER;
        }
        if (name.startsWith("timestamp")) {
            return TimestampOrder.TIMESTAMP;
        }
        if (name.equals("date")) {
            return DateOrder.DATE;
        }
        return isBoolean() ? TextOrder.BOOLEAN : TextOrder.TEXT;
    }

    /** What it is called in a sentence about a column. */
    String inWords() {
        return sql.isEmpty() ? "" : " of type " + sql;
    }
}
