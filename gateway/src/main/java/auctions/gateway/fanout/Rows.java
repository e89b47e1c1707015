package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.filter.Filter;
import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.filter.Projection;
import auctions.gateway.filter.RowReader;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.EventId;
import auctions.gateway.log.Generation;
import auctions.gateway.log.Segment;
import auctions.gateway.log.Segments;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows of a view as they are at one frontier; of a topic without progress, as they are now. Holds the log's segments of that moment,
 * also those that compaction replaces meanwhile: so their number must be limited. Used by one thread.
 */
public final class Rows {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] FRAMED_LINE_END = "\ndata: ".getBytes(UTF_8);
    private static final int BLOCK_END_LENGTH = 2;

    private final Segments segments;
    private final Snapshot snapshot;
    private final Optional<EventId> frontier;
    private final RowReader reader = new RowReader();
    private final ProjectedRow row = new ProjectedRow(new RowReader());

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;

    private Rows(Segments segments, Snapshot snapshot, Optional<EventId> frontier) {
        this.segments = segments;
        this.snapshot = snapshot;
        this.frontier = frontier;
    }

    /** The rows that pass, with these columns, of now. */
    static Rows of(Generation generation, Filter filter, Projection projection) {
        var head = generation.head();
        var progress = head.progress();
        var frontier = progress.isPresent()
                ? Optional.of(new EventId(
                        progress.frontier(), EventId.PROGRESS, OptionalLong.empty(), Optional.of(generation.tag())))
                : Optional.<EventId>empty();
        long until = progress.isPresent() ? progress.sequence() : head.sequence();
        return new Rows(generation.segments(), new Snapshot(until, 0, filter, projection), frontier);
    }

    /** The id of the frontier, with the topic's tag: the same rows have the same one at every gateway. Empty without progress. */
    public Optional<EventId> frontier() {
        return frontier;
    }

    /** Writes the rows as a JSON array. */
    public void writeTo(OutputStream output) throws IOException {
        byte before = '[';
        for (int at = 0; at < segments.size(); at++) {
            var segment = segments.get(at);
            int size = segment.size(snapshot.until());
            for (int index = 0; index < size && segment.sequence(index) < snapshot.until(); index++) {
                if (shows(segment, index)) {
                    put(output, before);
                    putRow(output, segment, index);
                    before = ',';
                }
            }
        }
        if (before == '[') {
            put(output, before);
        }
        put(output, (byte) ']');
        flush(output);
    }

    private boolean shows(Segment segment, int index) {
        return snapshot.holds(segment.index(), index) && snapshot.filter().passes(segment, index, reader);
    }

    /** The row's JSON without the framing of its block. */
    private void putRow(OutputStream output, Segment segment, int index) throws IOException {
        snapshot.projection().make(segment, index, row);
        var block = row.bytes();
        int end = row.length() - BLOCK_END_LENGTH;
        for (int at = BlockEncoder.valueStart(block); at < end; at++) {
            put(output, block[at]);
            if (block[at] == '\n' && startsLine(block, at)) {
                at += FRAMED_LINE_END.length - 1;
            }
        }
    }

    private static boolean startsLine(byte[] block, int at) {
        int to = at + FRAMED_LINE_END.length;
        return to <= block.length && Arrays.equals(block, at, to, FRAMED_LINE_END, 0, FRAMED_LINE_END.length);
    }

    private void put(OutputStream output, byte next) throws IOException {
        if (used == buffer.length) {
            flush(output);
        }
        buffer[used++] = next;
    }

    private void flush(OutputStream output) throws IOException {
        output.write(buffer, 0, used);
        used = 0;
    }
}
