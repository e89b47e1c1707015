package auctions.e2e.real;

import java.time.Duration;

/**
 * How long the tests wait: for what takes a server on a busy machine a while, like a new replica, a back-off that has grown, a first
 * snapshot. {@code -Dpatience=4} makes all of it four times as long, for a machine with other work.
 */
final class Patience {

    /** For what the pipeline does. */
    static final Duration LONG = times(Duration.ofSeconds(60));

    /** For a server that starts, unpacks itself for the first time, or is asked for something. */
    static final Duration OF_SERVER = times(Duration.ofMinutes(2));

    private Patience() {}

    private static Duration times(Duration duration) {
        return duration.multipliedBy(Integer.getInteger("patience", 1));
    }
}
