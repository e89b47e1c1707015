package auctions.gateway.fanout;

import auctions.gateway.filter.Columns;
import auctions.gateway.log.TopicLog;
import java.time.InstantSource;
import java.util.List;

/** Gives every subscriber of one view its cursor: a position in the log. Asked by the pump that will own the cursor. */
final class Fanout {
    private final TopicLog log;
    private final FanoutProperties properties;
    private final Beginnings beginnings;
    private final Columns columns = new Columns();

    Fanout(TopicLog log, FanoutProperties properties, InstantSource clock) {
        this.log = log;
        this.properties = properties;
        this.beginnings = new Beginnings(properties.limits(), clock);
    }

    /** A position in the log for a new stream. */
    Opening open(StreamRequest request) {
        return beginnings
                .of(request, log.generation())
                .<Opening>map(beginning -> new Opening.Ready(
                        new Cursor(log, beginnings, properties.turn().toBytes(), request, beginning),
                        beginning.outcome()))
                .orElseGet(Opening.Ahead::new);
    }

    /** The columns that a stream can be filtered by; empty if they are not known yet. */
    List<String> columns() {
        return columns.of(log.generation());
    }
}
