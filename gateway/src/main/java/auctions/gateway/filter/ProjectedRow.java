package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Segment;
import auctions.gateway.log.SegmentIndex;
import java.util.Arrays;

/**
 * One block of the log with fewer columns: the members of the row's JSON object that are asked for or belong to its key, as they are
 * written. A block that is no row, or whose value is no JSON object, stays as it is. Used again for each block; one per pump.
 */
public final class ProjectedRow {
    private static final byte[] END = "}\n\n".getBytes(UTF_8);

    private final RowReader rows;
    private final JsonScanner keyScanner = new JsonScanner();
    private byte[] key = new byte[256];
    private byte[] bytes = new byte[1024];
    private int length;

    /** Reads rows by this reader, which nobody else uses meanwhile. */
    public ProjectedRow(RowReader rows) {
        this.rows = rows;
    }

    /** Makes the block of an entry. */
    void make(ShownColumns columns, Segment segment, int index) {
        int blockLength = segment.blockEnd(index) - segment.blockStart(index);
        reserve(blockLength);
        boolean whole = columns.all() || segment.index().kinds[index] != SegmentIndex.ROW;
        if (whole || !project(columns, segment, index)) {
            segment.copy(segment.blockStart(index), bytes, blockLength);
            length = blockLength;
        }
    }

    /** Makes the row with fewer members; false if its value is no JSON object. */
    private boolean project(ShownColumns columns, Segment segment, int index) {
        var scanner = rows.begin(segment, index);
        var block = rows.row();
        readKey(segment, index);
        length = 0;
        put(block, 0, BlockEncoder.valueStart(block));
        int members = 0;
        while (scanner.next()) {
            if (columns.has(scanner.name()) || isKey(segment.keyLength(index), scanner.name())) {
                bytes[length++] = members++ == 0 ? (byte) '{' : (byte) ',';
                put(block, scanner.memberStart(), scanner.memberEnd());
            }
        }
        if (members == 0) {
            bytes[length++] = '{';
        }
        put(END, 0, END.length);
        return scanner.isWhole();
    }

    private void readKey(Segment segment, int index) {
        int keyLength = segment.keyLength(index);
        if (key.length < keyLength) {
            key = new byte[keyLength];
        }
        segment.copyKey(index, key);
    }

    private boolean isKey(int keyLength, JsonText name) {
        keyScanner.begin(key, 0, keyLength);
        while (keyScanner.next()) {
            if (keyScanner.name().is(name)) {
                return true;
            }
        }
        return false;
    }

    /** The block's array, good until the next block. */
    public byte[] bytes() {
        return bytes;
    }

    /** The block's length in bytes. */
    public int length() {
        return length;
    }

    private void put(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    /** Room for a block that is at most so long, and for the end that takes the place of its own. */
    private void reserve(int most) {
        if (bytes.length < most + END.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, most + END.length));
        }
    }
}
