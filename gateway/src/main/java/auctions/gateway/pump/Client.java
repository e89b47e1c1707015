package auctions.gateway.pump;

import java.time.Duration;

/**
 * Who reads a stream.
 *
 * @param life how long its stream may last: no longer than its login; {@link #FOREVER} if nothing limits it
 */
public record Client(Duration life) {
    /** Longer than any stream lasts, and a number of nanoseconds all the same. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
}
