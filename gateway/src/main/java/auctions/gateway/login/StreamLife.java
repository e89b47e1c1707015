package auctions.gateway.login;

import auctions.gateway.pump.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long streams last that begin with a token. Any thread's. */
final class StreamLife {
    /** The longest time before its token's end at which a stream ends: a crowd that logged in together does not come back together. */
    private static final Duration BEFORE_END_MAX = Duration.ofSeconds(30);

    /** Pumps look at the clock once a second, and a stream is to end before its token all the same. */
    private static final Duration BEFORE_END_MIN = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final RandomGenerator random;

    StreamLife(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * Until a random time before the token ends, but not before half of what is left of the token; not at all if nothing is left, as of a
     * token that is valid only because clocks may differ.
     *
     * @param end of the token; null if it has none
     */
    Duration until(@Nullable Instant end) {
        if (end == null) {
            return Client.FOREVER;
        }
        var left = Duration.between(clock.instant(), end);
        if (!left.isPositive()) {
            return Duration.ZERO;
        }
        var half = left.toMillis() / 2;
        var earliest = Math.max(left.minus(BEFORE_END_MAX).toMillis(), half);
        var latest = Math.max(left.minus(BEFORE_END_MIN).toMillis(), half);
        return Duration.ofMillis(earliest + (long) (random.nextDouble() * (latest - earliest)));
    }
}
