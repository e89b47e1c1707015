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

    // The pieces in the room: from which entry to which, whether these are the log's blocks as they are, and where each
    // ends.
    private final int[] froms = new int[PIECES_MAX];
    private final int[] tos = new int[PIECES_MAX];
    private final boolean[] runs = new boolean[PIECES_MAX];
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
        add(from, to, true);
        return Written.Whole.ALL;
    }

    /** Adds the encoder's block in the place of an entry. As {@link #addRun}. */
    Written addEncoded(Output output, BlockEncoder block, int index) throws IOException {
        if (!hasRoom(block.length()) && flush(output) instanceof Written.Cut cut) {
            return cut;
        }
        if (block.length() > room.capacity()) {
            return writeEncoded(output, block, index);
        }
        room.put(block.bytes(), 0, block.length());
        add(index, index + 1, false);
        return Written.Whole.ALL;
    }

    private Written writeEncoded(Output output, BlockEncoder encoded, int index) throws IOException {
        var block = ByteBuffer.wrap(encoded.bytes(), 0, encoded.length());
        output.write(block);
        if (!block.hasRemaining()) {
            return Written.Whole.ALL;
        }
        if (block.position() == 0) {
            return cutBefore(index);
        }
        var rest = new byte[block.remaining()];
        block.get(rest);
        return new Written.Cut(rest, segment.sequence(index) + 1);
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

    /** Writes bytes that belong to no segment, such as the rest of a block; returns how many the output took. */
    int write(Output output, byte[] bytes, int from) throws IOException {
        room.clear();
        room.put(bytes, from, Math.min(bytes.length - from, room.capacity())).flip();
        output.write(room);
        return room.position();
    }

    private boolean hasRoom(int length) {
        return pieces < PIECES_MAX && length <= room.remaining();
    }

    private void add(int from, int to, boolean run) {
        froms[pieces] = from;
        tos[pieces] = to;
        runs[pieces] = run;
        ends[pieces++] = room.position();
    }

    private Written cutPieces(int reached) {
        var piece = 0;
        while (ends[piece] <= reached) {
            piece++;
        }
        var start = piece == 0 ? 0 : ends[piece - 1];
        if (runs[piece]) {
            return cutRun(froms[piece], tos[piece], blocks.blockStart(froms[piece]) + reached - start);
        }
        if (reached == start) {
            return cutBefore(froms[piece]);
        }
        var rest = new byte[ends[piece] - reached];
        room.get(reached, rest);
        return new Written.Cut(rest, segment.sequence(froms[piece]) + 1);
    }

    /** The cut at a place in the blocks' memory. */
    private Written cutRun(int from, int to, int reached) {
        var cut = blocks.blockAt(from, to, reached);
        if (reached == blocks.blockStart(cut)) {
            return cutBefore(cut);
        }
        var rest = new byte[blocks.blockEnd(cut) - reached];
        blocks.copy(reached, rest, rest.length);
        return new Written.Cut(rest, segment.sequence(cut) + 1);
    }

    private Written cutBefore(int index) {
        return new Written.Cut(new byte[0], segment.sequence(index));
    }
}
