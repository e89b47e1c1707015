package auctions.gateway.sse;

import java.util.Arrays;

/** Compares entity tags as RFC 9110 has it for reads: weakly. */
final class EntityTags {
    private EntityTags() {}

    /** Whether a header {@code If-None-Match} names the tag, or any. */
    static boolean match(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(named ->
                        named.equals("*") || named.replaceFirst("^W/", "").equals(tag));
    }
}
