package auctions.gateway.fanout;

import java.io.IOException;
import java.util.Optional;

/**
 * One subscriber's place in the log, and its filter. Owned by one pump thread at a time; holds no bytes but the rest of
 * a block that the output cut, and needs no closing.
 */
public final class Cursor {
    Cursor() {}

    /** Whether {@link #write} has something to look at. Costs a volatile read. */
    public boolean hasNext() {
        return false;
    }

    /**
     * Gives everything pending to the output, whole slices at a time: one write of one slice where nothing has to be
     * left out. A block that the output cut goes on where it was cut.
     *
     * @throws IOException the output's own
     */
    public Delivery write(Output output, Gather gather) throws IOException {
        return Delivery.CAUGHT_UP;
    }

    /**
     * From here to the head, gives only the newest version of each row: for a subscriber that comes back to reading
     * after it had stalled.
     */
    public void conflate() {}

    /** Whether it stands inside a block, so that nothing else (a comment, say) may be written now. */
    public boolean insideBlock() {
        return false;
    }

    /** The id of the last block that went out completely, as the subscriber knows it; empty if none carried one. */
    public Optional<String> lastEventId() {
        return Optional.empty();
    }
}
