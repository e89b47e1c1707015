package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a value is compared with.
 *
 * @param key its key in the order that read it
 * @param text its text in UTF-8, as far as the order needs it to compare values that have this key
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its order
record Operand(long key, byte[] text) {
    Operand(long key, String text) {
        this(key, text.getBytes(UTF_8));
    }
}
