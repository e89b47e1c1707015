package auctions.gateway.properties;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * Checks the properties of one prefix. The message of a broken rule has the form that {@code StartFailures} reads, in order to name the
 * environment variable in the property's place.
 *
 * @param prefix what the names of the properties begin with, such as {@code gateway.pump}
 */
public record PropertyRules(String prefix) {
    private static final String POSITIVE = "must be positive";
    private static final String NOT_NEGATIVE = "must not be negative";

    /**
     * Checks one rule.
     *
     * @param property the property's name after the prefix
     * @param rule how the sentence about a broken rule ends, such as {@code must be positive}
     * @throws IllegalArgumentException if the rule does not hold
     */
    public void check(boolean holds, String property, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("%s.%s is '%s', but %s".formatted(prefix, property, value, rule));
        }
    }

    /** Checks that a number is positive. */
    public void positive(String property, int value) {
        check(value > 0, property, value, POSITIVE);
    }

    /** Checks that a size is positive. */
    public void positive(String property, DataSize value) {
        check(value.toBytes() > 0, property, value, POSITIVE);
    }

    /** Checks that a time is positive. */
    public void positive(String property, Duration value) {
        check(value.isPositive(), property, value, POSITIVE);
    }

    /** Checks that a number is not negative. */
    public void notNegative(String property, int value) {
        check(value >= 0, property, value, NOT_NEGATIVE);
    }

    /** Checks that a time is not negative. */
    public void notNegative(String property, Duration value) {
        check(!value.isNegative(), property, value, NOT_NEGATIVE);
    }
}
