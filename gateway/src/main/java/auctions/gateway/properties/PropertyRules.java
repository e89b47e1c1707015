package auctions.gateway.properties;

/**
 * Checks the properties of one prefix. The message of a broken rule has the form that {@code StartFailures} reads, in order to name the
 * environment variable in the property's place.
 *
 * @param prefix what the names of the properties begin with, such as {@code gateway.pump}
 */
public record PropertyRules(String prefix) {
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
}
