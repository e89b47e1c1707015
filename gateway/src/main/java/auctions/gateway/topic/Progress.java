package auctions.gateway.topic;

import java.util.List;
import java.util.Optional;

/**
 * The content of a progress record.
 *
 * @param frontier all updates at times strictly below it are in the topic
 * @param since the AS OF of the first snapshot written to the topic: no id below it belongs to the topic; empty if not said
 * @param columns the view's columns in order; empty if not said
 */
public record Progress(MzTimestamp frontier, Optional<MzTimestamp> since, List<String> columns) {

    /** Takes a copy of the columns. */
    public Progress {
        columns = List.copyOf(columns);
    }
}
