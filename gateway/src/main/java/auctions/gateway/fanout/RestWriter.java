package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import auctions.gateway.fanout.Unsent.Dropped;
import auctions.gateway.fanout.Unsent.Nothing;
import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.filter.Projection;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Generation;
import auctions.gateway.log.Segment;
import java.io.IOException;

/**
 * Goes on with a block that an output cut: finds the entry where the log has it now, and writes the block from the first byte
 * on that the output does not have. A block that is not in the log as it is shown is made again. Owned by a pump.
 */
final class RestWriter {
    private final GatheringWriter writer;
    private final EntryEncoder encoder;
    private final ProjectedRow projected;

    RestWriter(GatheringWriter writer, EntryEncoder encoder, ProjectedRow projected) {
        this.writer = writer;
        this.encoder = encoder;
        this.projected = projected;
    }

    /** What is left, once the output has taken what it could, of a stream that shows these columns. */
    Unsent write(Output output, Unsent unsent, Generation generation, Projection projection) throws IOException {
        return switch (unsent) {
            case Nothing.NOTHING, Dropped.DROPPED -> unsent;
            case Unsent.Own(var blocks, var from) -> {
                var reached = writer.write(output, blocks, from, blocks.length);
                yield reached == blocks.length ? Nothing.NOTHING : new Unsent.Own(blocks, reached);
            }
            case Unsent.OfEntry rest -> {
                var segments = generation.segments();
                var at = segments.find(rest.sequence());
                var index = at < 0 ? -1 : segments.get(at).find(rest.sequence());
                yield index < 0
                        ? Dropped.DROPPED
                        : write(output, rest, segments.get(at), index, projection, generation.tagSuffix());
            }
        };
    }

    private Unsent write(
            Output output, Unsent.OfEntry unsent, Segment segment, int index, Projection projection, byte[] tagSuffix)
            throws IOException {
        return switch (unsent) {
            case Unsent.SnapshotRest(var _, var end, var from) ->
                writeRow(output, segment, index, end, projection, from) instanceof Written.Cut cut
                        ? cut.rest()
                        : Nothing.NOTHING;
            case Unsent.Rest(var sequence, var pick, var from)
            when pick != Pick.BLOCK -> {
                var block = encoder.encode(pick, segment, index, tagSuffix);
                var reached = writer.write(output, block.bytes(), from, block.length());
                yield reached == block.length() ? Nothing.NOTHING : new Unsent.Rest(sequence, pick, reached);
            }
            case Unsent.Rest(var sequence, var pick, var from) -> {
                var length = make(segment, index, projection);
                var reached = writeMade(output, segment, index, projection, from);
                yield reached == length ? Nothing.NOTHING : new Unsent.Rest(sequence, pick, reached);
            }
        };
    }

    /** Writes a row of the log with a snapshot's end in its id, from this byte of it on. */
    Written writeRow(Output output, Segment segment, int index, long end, Projection projection, int from)
            throws IOException {
        var suffix = ("." + end).getBytes(US_ASCII);
        var idLength = BlockEncoder.snapshotEndAt(segment.index().timestamps[index], segment.index().offsets[index]);
        var id = new byte[idLength + suffix.length];
        segment.copy(segment.blockStart(index), id, idLength);
        System.arraycopy(suffix, 0, id, idLength, suffix.length);
        var length = make(segment, index, projection) + suffix.length;
        var reached = from < id.length ? writer.write(output, id, from, id.length) : from;
        if (reached >= id.length) {
            reached = writeMade(output, segment, index, projection, reached - suffix.length) + suffix.length;
        }
        return reached == length ? Written.Whole.ALL : cutRow(segment.sequence(index), end, reached);
    }

    /** The length of an entry's block with these columns, which is made if it is not the log's own. */
    private int make(Segment segment, int index, Projection projection) {
        if (projection.showsAll()) {
            return segment.blockEnd(index) - segment.blockStart(index);
        }
        projection.make(segment, index, projected);
        return projected.length();
    }

    /** Writes that block from this byte of it on; returns up to where the output took it. */
    private int writeMade(Output output, Segment segment, int index, Projection projection, int from)
            throws IOException {
        if (!projection.showsAll()) {
            return writer.write(output, projected.bytes(), from, projected.length());
        }
        var start = segment.blockStart(index);
        return writer.writePart(output, segment, start + from, segment.blockEnd(index)) - start;
    }

    /** The cut in a row of a snapshot, after so many bytes. */
    static Written cutRow(long sequence, long end, int reached) {
        return reached == 0
                ? new Written.Cut(Nothing.NOTHING, sequence)
                : new Written.Cut(new Unsent.SnapshotRest(sequence, end, reached), sequence + 1);
    }
}
