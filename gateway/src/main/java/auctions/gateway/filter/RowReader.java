package auctions.gateway.filter;

import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Segment;

/** Reads rows of the log as JSON, with the room for one row that this takes. One per pump. */
public final class RowReader {
    private static final int ROW_BYTES_AT_FIRST = 1024;

    private final JsonScanner scanner = new JsonScanner();
    private final Value value = new Value();
    private byte[] row = new byte[ROW_BYTES_AT_FIRST];
    private long bytesRead;

    /** The bytes of the row's block, good until the next row. */
    byte[] row() {
        return row;
    }

    /** Room for one value of a row. */
    Value value() {
        return value;
    }

    /** The scanner, before the first member of a row. Positions that the scanner gives count from the start of the row's block. */
    JsonScanner begin(Segment segment, int index) {
        var length = segment.blockEnd(index) - segment.blockStart(index);
        if (row.length < length) {
            row = new byte[length];
        }
        segment.copy(segment.blockStart(index), row, length);
        bytesRead += length;
        scanner.begin(row, BlockEncoder.valueStart(row), length);
        return scanner;
    }

    /** How many bytes of rows it has read so far. */
    public long bytesRead() {
        return bytesRead;
    }
}
