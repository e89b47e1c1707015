package auctions.gateway.fanout;

import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Blocks;
import auctions.gateway.log.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes entries of one segment to one output at a time: neighbours as one slice of the memory of their blocks, scattered ones
 * gathered into one write. Owned by a pump; keeps nothing of a cursor from one turn to the next.
 */
final class GatheringWriter {
    private static final int PIECES_MAX = 1024;

    private final ByteBuffer room;

    // The pieces in the room: from which entry to which, what is shown of them, and where each ends.
    private final int[] froms = new int[PIECES_MAX];
    private final int[] tos = new int[PIECES_MAX];
    private final Pick[] picks = new Pick[PIECES_MAX];
    private final int[] ends = new int[PIECES_MAX];
    private int pieces;

    // The segment, and its blocks under the window: its own, or others in their place. Most turns are at the same ones.
    private Segment segment = Segment.open(0, 0);
    private Blocks blocks = segment;
    private ByteBuffer window = segment.window();

    GatheringWriter(int roomBytes) {
        room = ByteBuffer.allocateDirect(roomBytes);
    }

    /** Begins with a segment, whose entries go out as these blocks; nothing is in the room. */
    @SuppressWarnings("ReferenceEquality") // the same memory is meant
    void begin(Segment next, Blocks nextBlocks) {
        segment = next;
        if (blocks != nextBlocks) {
            blocks = nextBlocks;
            window = nextBlocks.window();
        }
        room.clear();
        pieces = 0;
    }

    /** Writes the blocks of consecutive entries as they are, in one write. */
    Written writeRun(Output output, int from, int to) throws IOException {
        var end = blocks.blockEnd(to - 1);
        window.limit(end).position(blocks.blockStart(from));
        output.write(window);
        var reached = window.position();
        return reached == end ? Written.Whole.ALL : cutRun(from, to, reached);
    }

    /** Adds the blocks of consecutive entries to the next write; a cut is of what had to go first. */
    Written addRun(Output output, int from, int to) throws IOException {
        var start = blocks.blockStart(from);
        var length = blocks.blockEnd(to - 1) - start;
        if (!hasRoom(length) && flush(output) instanceof Written.Cut cut) {
            return cut;
        }
        if (length > room.capacity()) {
            return writeRun(output, from, to);
        }
        window.limit(start + length).position(start);
        room.put(window);
        add(from, to, Pick.BLOCK);
        return Written.Whole.ALL;
    }

    /** Adds the encoder's block, which shows an entry in this way. As {@link #addRun}. */
    Written addEncoded(Output output, BlockEncoder block, Pick pick, int index) throws IOException {
        if (!hasRoom(block.length()) && flush(output) instanceof Written.Cut cut) {
            return cut;
        }
        if (block.length() > room.capacity()) {
            var reached = write(output, block.bytes(), 0, block.length());
            return reached == block.length() ? Written.Whole.ALL : cut(pick, index, reached);
        }
        room.put(block.bytes(), 0, block.length());
        add(index, index + 1, pick);
        return Written.Whole.ALL;
    }

    /** Writes what was added. */
    Written flush(Output output) throws IOException {
        if (pieces == 0) {
            return Written.Whole.ALL;
        }
        room.flip();
        output.write(room);
        Written written = room.hasRemaining() ? cutPieces(room.position()) : Written.Whole.ALL;
        room.clear();
        pieces = 0;
        return written;
    }

    /** Writes bytes that belong to no segment, while nothing is in the room; returns up to where the output took them. */
    int write(Output output, byte[] bytes, int from, int to) throws IOException {
        var reached = from;
        do {
            room.clear();
            room.put(bytes, reached, Math.min(to - reached, room.capacity())).flip();
            output.write(room);
            reached += room.position();
        } while (reached < to && !room.hasRemaining());
        room.clear();
        return reached;
    }

    /** Begins with a segment, and writes a part of its blocks; returns up to where the output took it. */
    int writePart(Output output, Segment of, int from, int to) throws IOException {
        begin(of, of);
        window.limit(to).position(from);
        output.write(window);
        return window.position();
    }

    private boolean hasRoom(int length) {
        return pieces < PIECES_MAX && length <= room.remaining();
    }

    private void add(int from, int to, Pick pick) {
        froms[pieces] = from;
        tos[pieces] = to;
        picks[pieces] = pick;
        ends[pieces++] = room.position();
    }

    private Written cutPieces(int reached) {
        var piece = 0;
        while (ends[piece] <= reached) {
            piece++;
        }
        var start = piece == 0 ? 0 : ends[piece - 1];
        if (picks[piece] == Pick.BLOCK) {
            return cutRun(froms[piece], tos[piece], blocks.blockStart(froms[piece]) + reached - start);
        }
        return cut(picks[piece], froms[piece], reached - start);
    }

    /** The cut at a place in the blocks' memory. */
    private Written cutRun(int from, int to, int reached) {
        var cut = blocks.blockAt(from, to, reached);
        return cut(Pick.BLOCK, cut, reached - blocks.blockStart(cut));
    }

    /** The cut in what is shown of an entry, after so many bytes. */
    private Written cut(Pick pick, int index, int reached) {
        var sequence = segment.sequence(index);
        return reached == 0
                ? new Written.Cut(Unsent.Nothing.NOTHING, sequence)
                : new Written.Cut(new Unsent.Rest(sequence, pick, reached), sequence + 1);
    }
}
