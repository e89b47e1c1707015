package auctions.ingestor;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: full jitter below a bound that doubles, so that many clients of a server
 * that comes back do not come back together.
 *
 * @param bound the delay is drawn between 0 and this
 * @param boundMax where doubling ends
 */
record Backoff(Duration bound, Duration boundMax) {

    /** The first attempt's: up to half a second, then up to half a minute. */
    static Backoff initial() {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /** A delay to wait now. */
    Duration delay(RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
    }

    /** What follows when the next attempt fails as well. */
    Backoff next() {
        var doubled = bound.multipliedBy(2);
        return new Backoff(doubled.compareTo(boundMax) < 0 ? doubled : boundMax, boundMax);
    }
}
