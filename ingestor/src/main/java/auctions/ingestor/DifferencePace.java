package auctions.ingestor;

import java.time.Duration;

/**
 * How often changes of violated keys may lead to a difference, which costs the server a snapshot each time. One that
 * follows soon after another has to wait twice as long. Owned by the loop's thread.
 */
final class DifferencePace {

    private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);

    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

    private Duration pause = Duration.ZERO;

    private Duration last = Duration.ZERO;

    /**
     * Whether there may be a difference now; if so, it is taken to be made.
     *
     * @param now by a clock that never goes back
     */
    boolean allows(Duration now) {
        var passed = now.minus(last);
        if (passed.compareTo(pause) < 0) {
            return false;
        }
        var doubled = pause.multipliedBy(2);
        if (pause.isZero() || passed.compareTo(doubled) > 0) {
            pause = PAUSE_FIRST;
        } else {
            pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
        }
        last = now;
        return true;
    }
}
