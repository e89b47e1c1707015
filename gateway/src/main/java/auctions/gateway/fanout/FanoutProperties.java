package auctions.gateway.fanout;

import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.filter.Projections;
import auctions.gateway.filter.RowReader;
import auctions.gateway.log.LogLimits;
import auctions.gateway.properties.PropertyRules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of each view's log, and of what one subscriber may take at once.
 *
 * @param segment memory is taken in pieces of this size; one record that is larger gets its own
 * @param compactionLag how long a superseded record stays at least, in the topic's own time: the topic's {@code min.compaction.lag.ms}
 * @param deleteRetention how long a deletion stays at least, in the topic's own time: the topic's {@code delete.retention.ms}
 * @param compactionInterval how often compaction looks for work
 * @param turn how much one subscriber may take, or have looked at for it, before another gets its turn
 * @param gather how much is gathered into one write for a stream with a filter
 * @param projections how many different sets of columns streams of one view may have at a time
 * @param projectionMemory about how much is kept of the blocks that were encoded for one set of columns
 * @param snapshotPages how much each pump keeps of the snapshots it made last, for the newcomers that want the same
 */
@ConfigurationProperties("gateway.fanout")
record FanoutProperties(
        @DefaultValue("4MB") DataSize segment,
        @DefaultValue("10m") Duration compactionLag,
        @DefaultValue("24h") Duration deleteRetention,
        @DefaultValue("10s") Duration compactionInterval,
        @DefaultValue("1MB") DataSize turn,
        @DefaultValue("64KB") DataSize gather,
        @DefaultValue("64") int projections,
        @DefaultValue("4MB") DataSize projectionMemory,
        @DefaultValue("32MB") DataSize snapshotPages) {
    private static final PropertyRules RULES = new PropertyRules("gateway.fanout");

    /** Positions in a segment are ints, and two regions share it. */
    private static final DataSize SEGMENT_MAX = DataSize.ofGigabytes(1);

    FanoutProperties {
        RULES.check(within(segment, SEGMENT_MAX), "segment", segment, "must be between 1B and 1GB");
        RULES.positive("turn", turn);
        RULES.check(within(gather, SEGMENT_MAX), "gather", gather, "must be between 1B and 1GB");
        RULES.positive("projections", projections);
        RULES.positive("projection-memory", projectionMemory);
        RULES.positive("snapshot-pages", snapshotPages);
        RULES.notNegative("compaction-lag", compactionLag);
        RULES.check(
                deleteRetention.compareTo(compactionLag) >= 0,
                "delete-retention",
                deleteRetention,
                "must not be shorter than compaction-lag, %s".formatted(compactionLag));
        RULES.positive("compaction-interval", compactionInterval);
    }

    private static boolean within(DataSize size, DataSize most) {
        return size.toBytes() > 0 && size.compareTo(most) <= 0;
    }

    /** What a pump lends to its cursors. */
    Scratch scratch() {
        var rows = new RowReader();
        var writer = new GatheringWriter((int) gather.toBytes());
        var encoder = new EntryEncoder();
        var projected = new ProjectedRow(rows);
        return new Scratch(
                writer,
                new RestWriter(writer, encoder, projected),
                new Effort(rows),
                rows,
                projected,
                new SnapshotPages(snapshotPages.toBytes()),
                encoder);
    }

    /** The sets of columns that streams of one view have. */
    Projections newProjections() {
        return new Projections(projections, projectionMemory.toBytes());
    }

    /** The limits of the log. */
    LogLimits limits() {
        return new LogLimits((int) segment.toBytes(), compactionLag, deleteRetention);
    }
}
