package auctions.gateway.fanout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one pump thread lends to each of its cursors in turn: a window onto the log's memory, and room to gather
 * many slices into one write. One per pump, made by {@link FanoutLog#gather}; no cursor keeps anything in it.
 */
public final class Gather {
    private static final int PIECES_MAX = 1024;

    final BlockEncoder encoder = new BlockEncoder();
    final JsonScanner scanner = new JsonScanner();

    private final ByteBuffer room;

    // The pieces in the room: its entries, whether it is their blocks as they are, and where it ends.
    private final int[] froms = new int[PIECES_MAX];
    private final int[] tos = new int[PIECES_MAX];
    private final boolean[] runs = new boolean[PIECES_MAX];
    private final int[] ends = new int[PIECES_MAX];
    private int pieces;

    private @Nullable Segment segment;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private byte[] copy = new byte[1024];

    // The turn of one cursor.
    private long written;
    private int cut;
    private byte @Nullable [] rest;

    Gather(int roomBytes) {
        room = ByteBuffer.allocateDirect(roomBytes);
    }

    /** Begins a cursor's turn. */
    void beginTurn() {
        written = 0;
    }

    /** Bytes the output took in this turn. */
    long written() {
        return written;
    }

    /** Begins with a segment, of which nothing has been written yet. */
    void begin(Segment next) {
        if (segment != next) {
            segment = next;
            window = next.window();
        }
        room.clear();
        pieces = 0;
    }

    /** After a write that was cut: the entry where it was, of which {@link #rest} is still to go. */
    int cut() {
        return cut;
    }

    /** What is left of the entry at {@link #cut}; null if the cut fell before its first byte. */
    byte @Nullable [] rest() {
        return rest;
    }

    /** Writes the blocks of consecutive entries as they are, in one write. False if the output cut it. */
    boolean writeRun(Output output, int from, int to) throws IOException {
        var segment = current();
        var start = segment.blockStart(from);
        var end = segment.blockEnd(to - 1);
        window.limit(end).position(start);
        output.write(window);
        var reached = window.position();
        written += reached - start;
        if (reached == end) {
            return true;
        }
        cutRun(from, to, reached);
        if (rest != null) {
            segment.copy(reached, rest, rest.length);
        }
        return false;
    }

    /** Adds the blocks of consecutive entries to the next write. False if the output cut what had to go first. */
    boolean addRun(Output output, int from, int to) throws IOException {
        var segment = current();
        var start = segment.blockStart(from);
        var length = segment.blockEnd(to - 1) - start;
        if (!hasRoom(length) && !flush(output)) {
            return false;
        }
        if (length > room.capacity()) {
            return writeRun(output, from, to);
        }
        window.limit(start + length).position(start);
        room.put(window);
        add(from, to, true);
        return true;
    }

    /** Adds the encoder's block in the place of an entry. As {@link #addRun}. */
    boolean addEncoded(Output output, int index) throws IOException {
        if (!hasRoom(encoder.length()) && !flush(output)) {
            return false;
        }
        if (encoder.length() > room.capacity()) {
            return writeEncoded(output, index);
        }
        room.put(encoder.bytes(), 0, encoder.length());
        add(index, index + 1, false);
        return true;
    }

    private boolean writeEncoded(Output output, int index) throws IOException {
        var block = ByteBuffer.wrap(encoder.bytes(), 0, encoder.length());
        output.write(block);
        written += block.position();
        if (!block.hasRemaining()) {
            return true;
        }
        cut = index;
        rest = block.position() == 0 ? null : new byte[block.remaining()];
        if (rest != null) {
            block.get(rest);
        }
        return false;
    }

    /** Writes what was added. False if the output cut it. */
    boolean flush(Output output) throws IOException {
        if (pieces == 0) {
            return true;
        }
        room.flip();
        output.write(room);
        var reached = room.position();
        var whole = !room.hasRemaining();
        written += reached;
        if (!whole) {
            cutPieces(reached);
        }
        room.clear();
        pieces = 0;
        return whole;
    }

    /** Writes bytes that belong to no segment, such as the rest of a block; returns how many went. */
    int write(Output output, byte[] bytes, int from) throws IOException {
        room.clear();
        room.put(bytes, from, Math.min(bytes.length - from, room.capacity())).flip();
        output.write(room);
        written += room.position();
        return room.position();
    }

    /** Puts the scanner before the first member of a row. */
    void beginRow(Segment of, int index) {
        var length = of.blockEnd(index) - of.blockStart(index);
        reserve(length);
        of.copy(of.blockStart(index), copy, length);
        scanner.begin(copy, BlockEncoder.valueStart(copy), length);
    }

    /** Encodes the deletion of an entry's key, with the entry's own id. */
    void encodeDelete(Segment of, int index) {
        reserve(of.keyLength(index));
        of.copyKey(index, copy);
        encoder.delete(of.entries().timestamps[index], of.entries().offsets[index], copy, of.keyLength(index));
    }

    private void reserve(int length) {
        if (copy.length < length) {
            copy = new byte[length];
        }
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

    private void cutPieces(int reached) {
        var piece = 0;
        while (ends[piece] <= reached) {
            piece++;
        }
        var start = piece == 0 ? 0 : ends[piece - 1];
        if (runs[piece]) {
            cutRun(froms[piece], tos[piece], current().blockStart(froms[piece]) + reached - start);
        } else {
            cut = froms[piece];
            rest = reached == start ? null : new byte[ends[piece] - reached];
        }
        if (rest != null) {
            room.get(reached, rest);
        }
    }

    /** Finds the entry that this place in the segment's memory falls into, and makes room for its rest. */
    private void cutRun(int from, int to, int reached) {
        var segment = current();
        var found = Arrays.binarySearch(segment.entries().blockEnds, from, to, reached);
        cut = found >= 0 ? found + 1 : -found - 1;
        rest = reached == segment.blockStart(cut) ? null : new byte[segment.blockEnd(cut) - reached];
    }

    private Segment current() {
        return Objects.requireNonNull(segment);
    }
}
