package auctions.gateway.pump;

import java.time.Duration;

/**
 * Who reads a stream.
 *
 * @param address where it comes from, as far as streams are counted by that; empty if they are not
 * @param subject whom its login names; empty without a login
 * @param life how long its stream may last: no longer than its login; {@link #FOREVER} if nothing limits it
 */
public record Client(String address, String subject, Duration life) {
    /** Longer than any stream lasts, and the longest time that a {@code long} holds in nanoseconds. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Takes a longer life for {@link #FOREVER}: a login may end in the year 9999. */
    public Client {
        life = life.compareTo(FOREVER) < 0 ? life : FOREVER;
    }
}
