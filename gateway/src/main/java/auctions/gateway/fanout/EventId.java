package auctions.gateway.fanout;

import java.util.Optional;

/**
 * An event's id, the same on every replica: `<mz_timestamp>-<offset>` of a record, or `<frontier>` of progress, which lies
 * before every record at that time.
 */
record EventId(long timestamp, long offset) implements Comparable<EventId> {
    /** The offset of a progress id. */
    static final long PROGRESS = -1;

    private static final int DIGITS_MAX = 19;

    /** The id in this text; empty if no gateway can have written it. */
    static Optional<EventId> parse(String text) {
        var dash = text.indexOf('-');
        var timestamp = number(dash < 0 ? text : text.substring(0, dash));
        var offset = dash < 0 ? PROGRESS : number(text.substring(dash + 1));
        return timestamp < 0 || (dash >= 0 && offset < 0)
                ? Optional.empty()
                : Optional.of(new EventId(timestamp, offset));
    }

    /** The number in canonical digits, or -1. */
    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > DIGITS_MAX || (digits.length() > 1 && digits.charAt(0) == '0')) {
            return -1;
        }
        var number = 0L;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        // 19 digits that do not fit come out negative.
        return number < 0 ? -1 : number;
    }

    /** Whether it names a frontier, not a record. */
    boolean isProgress() {
        return offset == PROGRESS;
    }

    @Override
    public int compareTo(EventId other) {
        var byTime = Long.compare(timestamp, other.timestamp);
        return byTime != 0 ? byTime : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return isProgress() ? Long.toString(timestamp) : timestamp + "-" + offset;
    }
}
