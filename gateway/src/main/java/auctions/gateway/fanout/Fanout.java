package auctions.gateway.fanout;

import auctions.gateway.filter.Columns;
import auctions.gateway.filter.RowReader;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.TopicLog;
import java.time.InstantSource;
import java.util.List;

/** Gives every subscriber its place in the log: a cursor. Any thread's. */
public final class Fanout {
    private final TopicLog log;
    private final FanoutProperties properties;
    private final Beginnings beginnings;

    Fanout(TopicLog log, FanoutProperties properties, InstantSource clock) {
        this.log = log;
        this.properties = properties;
        this.beginnings = new Beginnings(properties.limits(), clock);
    }

    /** A place in the log for a new stream. */
    public Opening open(StreamRequest request) {
        return beginnings
                .of(request, log.generation())
                .<Opening>map(beginning -> new Opening.Ready(
                        new Cursor(log, beginnings, properties.turn().toBytes(), request, beginning)))
                .orElseGet(Opening.Ahead::new);
    }

    /** What a pump lends to its cursors. */
    public Scratch scratch() {
        return new Scratch(
                new GatheringWriter((int) properties.gather().toBytes()),
                new RowReader(),
                new SnapshotPages(properties.snapshotPages().toBytes()),
                new BlockEncoder(),
                new Scratch.Key());
    }

    /** The columns that a stream can be filtered by; empty if they are not known yet. */
    public List<String> columns() {
        return Columns.of(log.generation());
    }
}
