package auctions.gateway.topic;

import java.util.List;
import java.util.Optional;

/**
 * A piece of the topic: consecutive updates and, if a progress record covers them, that record after them. Browsers get a
 * slice in one write. Either part may be empty.
 *
 * @param updates in topic order: offsets rise, timestamps never fall
 * @param progress its frontier lies above every update so far; empty after a linger and for topics without progress
 * @param compacted whether the topic may have lost older versions of these rows to compaction before the reader came: true
 *     below the end that the topic had when the reader took its position
 */
public record TopicSlice(List<Update> updates, Optional<Progress> progress, boolean compacted) {

    /** Takes a copy of the updates. */
    public TopicSlice {
        updates = List.copyOf(updates);
    }
}
