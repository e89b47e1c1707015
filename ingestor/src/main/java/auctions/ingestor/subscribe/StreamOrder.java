package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import org.jspecify.annotations.Nullable;

/**
 * Checks the promises that exactness rests on: the first row is progress at the AS OF, times never fall, and no update
 * comes at a time that progress has already closed. Owned by the thread of its cursor.
 */
public final class StreamOrder {

    private @Nullable MzTimestamp frontier;

    private MzTimestamp last = MzTimestamp.ZERO;

    /** Passes an event on, or throws because the server broke its promise. */
    public SubscribeEvent check(SubscribeEvent event) {
        var time = event.timestamp();
        if (frontier == null && event instanceof Update) {
            throw broken("the first row is an update at %s, not progress".formatted(time));
        }
        if (time.isBefore(last)) {
            throw broken("a row at %s after one at %s".formatted(time, last));
        }
        last = time;
        if (event instanceof SubscribeEvent.Progress) {
            frontier = time;
        }
        return event;
    }

    private static SubscribeException broken(String what) {
        return new SubscribeException(
                FailureClass.PROTOCOL,
                "the subscription is out of order: %s; the topic was left as it was".formatted(what));
    }
}
