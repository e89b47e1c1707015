package auctions.gateway.topic;

import java.util.List;
import java.util.Optional;

/**
 * Consecutive updates of the topic and, if one covers them, the progress record after them: they leave for browsers
 * in one write. Either part may be empty.
 *
 * @param updates in topic order: offsets rise, timestamps never fall
 * @param progress its frontier lies above every update so far; empty after a linger and for topics without progress
 */
public record Batch(List<Update> updates, Optional<Progress> progress) {

    /** Takes a copy of the updates. */
    public Batch {
        updates = List.copyOf(updates);
    }
}
