package auctions.gateway.topic;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a progress record says about the data topic.
 *
 * @param frontier all updates at times strictly below it are in the topic
 * @param since the AS OF of the first snapshot written to the topic: no id below it belongs to it; empty if not said
 * @param columns the view's columns in order; empty if not said
 */
public record Progress(long frontier, OptionalLong since, List<String> columns) {

    /** Takes a copy of the columns. */
    public Progress {
        columns = List.copyOf(columns);
    }
}
