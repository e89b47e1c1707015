package auctions.gateway.fanout;

import auctions.gateway.filter.RowReader;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.LogLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of each view's log, and of what one subscriber may take at once.
 *
 * @param segment memory is taken in pieces of this size; one record that is larger gets its own
 * @param compactionLag how long a superseded record stays at least, in the topic's own time: the topic's `min.compaction.lag.ms`
 * @param deleteRetention how long a deletion stays at least, in the topic's own time: the topic's `delete.retention.ms`
 * @param compactionInterval how often compaction looks for work
 * @param turn how much one subscriber may take before another gets its turn
 * @param gather how much is gathered into one write for a stream with a filter
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
        @DefaultValue("32MB") DataSize snapshotPages) {

    /** Positions in a segment are ints, and two regions share it. */
    private static final DataSize SEGMENT_MAX = DataSize.ofGigabytes(1);

    FanoutProperties {
        if (segment.toBytes() < 1 || segment.compareTo(SEGMENT_MAX) > 0) {
            throw new IllegalArgumentException("segment must be between 1B and 1GB");
        }
        if (turn.toBytes() < 1
                || gather.toBytes() < 1
                || gather.compareTo(SEGMENT_MAX) > 0
                || snapshotPages.toBytes() < 1) {
            throw new IllegalArgumentException("turn, gather and snapshot-pages must be positive");
        }
        if (compactionLag.isNegative() || deleteRetention.compareTo(compactionLag) < 0) {
            throw new IllegalArgumentException("delete-retention must not be shorter than compaction-lag");
        }
        if (!compactionInterval.isPositive()) {
            throw new IllegalArgumentException("compaction-interval must be positive");
        }
    }

    /** What a pump lends to its cursors. */
    Scratch scratch() {
        return new Scratch(
                new GatheringWriter((int) gather.toBytes()),
                new RowReader(),
                new SnapshotPages(snapshotPages.toBytes()),
                new BlockEncoder(),
                new Scratch.Key());
    }

    /** The limits of the log. */
    LogLimits limits() {
        return new LogLimits((int) segment.toBytes(), compactionLag, deleteRetention);
    }
}
