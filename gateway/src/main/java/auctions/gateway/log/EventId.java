package auctions.gateway.log;

import auctions.gateway.topic.MzTimestamp;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An event's id, the same at every gateway: {@code <mz_timestamp>-<offset>} of a record, inside a snapshot followed by
 * {@code .<end>}, or {@code <frontier>} of progress. Every id ends in {@code ~<tag>}; ids of earlier releases have no tag and no end.
 *
 * @param timestamp the record's time, or the frontier
 * @param offset the record's offset; {@link #PROGRESS} for progress, which lies before every record at its time
 * @param end the first offset that is not in the snapshot; empty outside of a snapshot
 * @param tag the topic's; empty in an id of an earlier release
 */
public record EventId(MzTimestamp timestamp, long offset, OptionalLong end, Optional<TopicTag> tag)
        implements Comparable<EventId> {

    /** The offset of a progress id. */
    public static final long PROGRESS = -1;

    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,19})"
            + "(?:-(0|[1-9]\\d{0,18})(?:\\.([1-9]\\d{0,18}))?)?"
            + "(?:~([A-Za-z0-9_-]{" + TopicTag.LENGTH + "}))?");

    /** The position of a record or, with {@link #PROGRESS}, of a frontier. */
    public static EventId of(MzTimestamp timestamp, long offset) {
        return new EventId(timestamp, offset, OptionalLong.empty(), Optional.empty());
    }

    /** The id in this text; empty if no gateway can have written it. */
    public static Optional<EventId> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var offset = match.group(2) == null ? PROGRESS : Long.parseLong(match.group(2));
            var end = match.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(match.group(3)));
            var tag = Optional.ofNullable(match.group(4)).map(TopicTag::new);
            return end.isPresent() && end.getAsLong() <= offset
                    ? Optional.empty()
                    : MzTimestamp.parse(match.group(1)).map(timestamp -> new EventId(timestamp, offset, end, tag));
        } catch (NumberFormatException e) {
            // 19 digits that do not fit.
            return Optional.empty();
        }
    }

    /** Whether it names a frontier, not a record. */
    public boolean isProgress() {
        return offset == PROGRESS;
    }

    /** Whether it says that nothing is held: the id of a reset, or of the snapshot of an empty topic. */
    public boolean holdsNothing() {
        return isProgress() && timestamp.equals(MzTimestamp.ZERO);
    }

    /** The same position, without end and tag. */
    public EventId position() {
        return of(timestamp, offset);
    }

    /** By position: end and tag do not count. */
    @Override
    public int compareTo(EventId other) {
        var byTime = timestamp.compareTo(other.timestamp);
        return byTime != 0 ? byTime : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return timestamp
                + (isProgress() ? "" : "-" + offset)
                + (end.isPresent() ? "." + end.getAsLong() : "")
                + tag.map(topic -> "~" + topic.text()).orElse("");
    }
}
