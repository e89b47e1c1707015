package auctions.gateway.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.List;

/**
 * Keys that all have one FNV-1a hash of 32 bits, made as anybody could make them: a pair of texts that take the hash from one
 * state to one other is found by trial, then a pair from there, and so on; each way through the pairs is a key.
 */
public final class CollidingKeys {
    static final int OFFSET_BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private static final String START = "{\"auction_id\":\"";
    private static final String END = "\"}";

    private CollidingKeys() {}

    /** Two to the power of {@code pairs} keys, each a JSON object. */
    public static List<byte[]> of(int pairs) {
        var state = hash(OFFSET_BASIS, START.getBytes(US_ASCII));
        var starts = List.of(START);
        for (var i = 0; i < pairs; i++) {
            var pair = pair(state);
            state = hash(state, pair.getFirst().getBytes(US_ASCII));
            starts = starts.stream()
                    .flatMap(start -> pair.stream().map(start::concat))
                    .toList();
        }
        return starts.stream().map(start -> (start + END).getBytes(US_ASCII)).toList();
    }

    private static List<String> pair(int state) {
        var textsByHash = new HashMap<Integer, String>();
        for (var i = 0; ; i++) {
            var text = Integer.toString(i, Character.MAX_RADIX);
            var twin = textsByHash.put(hash(state, text.getBytes(US_ASCII)), text);
            if (twin != null) {
                return List.of(twin, text);
            }
        }
    }

    /** FNV-1a, from a state of it on. */
    static int hash(int state, byte[] text) {
        var hash = state;
        for (var each : text) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return hash;
    }
}
