package auctions.e2e;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event's id, taken apart as the contract has it (gateway/src/contract).
 *
 * @param timestamp the record's time, or the frontier
 * @param offset empty for a frontier
 * @param end the end of the snapshot that the event belongs to
 * @param tag the topic's
 */
public record StreamId(long timestamp, OptionalLong offset, OptionalLong end, Optional<String> tag) {
    private static final Pattern FORM = Pattern.compile("(\\d+)(?:-(\\d+)(?:\\.(\\d+))?)?(?:~([A-Za-z0-9_-]{4}))?");

    /** Reads an id; throws for anything else, since a gateway writes nothing else. */
    public static StreamId parse(String id) {
        var match = FORM.matcher(id);
        if (!match.matches()) {
            throw new IllegalArgumentException("not an id: " + id);
        }
        return new StreamId(
                Long.parseUnsignedLong(match.group(1)),
                number(match.group(2)),
                number(match.group(3)),
                Optional.ofNullable(match.group(4)));
    }

    /** The id without end and tag: the timestamp, and the offset if it is a record's. */
    public String position() {
        return Long.toUnsignedString(timestamp) + (offset.isPresent() ? "-" + offset.getAsLong() : "");
    }

    private static OptionalLong number(@Nullable String digits) {
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
}
