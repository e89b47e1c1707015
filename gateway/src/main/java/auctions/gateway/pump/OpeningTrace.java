package auctions.gateway.pump;

import auctions.gateway.fanout.Outcome;
import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;

/** Hears of each stream that was opened. Called by the pumps' threads, which it must not keep waiting. */
@FunctionalInterface
public interface OpeningTrace {
    /** Where nobody wants to hear of it. */
    OpeningTrace OFF = (_, _, _, _) -> {};

    /**
     * A stream has its position in the log.
     *
     * @param admittedAtNanos when its pump took it over, by {@link System#nanoTime()}
     */
    void opened(View view, StreamRequest request, Outcome outcome, long admittedAtNanos);
}
