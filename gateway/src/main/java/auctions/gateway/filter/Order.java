package auctions.gateway.filter;

import java.util.Optional;

/**
 * How the values of a column are compared: each value has a key, a number that never falls as values rise. Values with different
 * keys are told apart by one comparison of numbers; only values whose keys are equal are compared by their texts.
 */
sealed interface Order permits NumberOrder, TimestampOrder, DateOrder, TextOrder {
    /** The key of what is no value in this order. */
    long NO_VALUE = Long.MIN_VALUE;

    /** The key of the text, or {@link #NO_VALUE}. */
    long key(byte[] text, int from, int to);

    /** Compares a text with an operand whose key is the same. */
    int compareTied(byte[] text, int from, int to, Operand operand);

    /** What the text of a request means in this order; empty if it means nothing. */
    Optional<Operand> operand(String text);

    /** What a text that means something looks like, for people. */
    String form();
}
