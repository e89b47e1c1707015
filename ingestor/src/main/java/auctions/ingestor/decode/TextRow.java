package auctions.ingestor.decode;

/**
 * The cells of one row in COPY's text format: tabs between cells, a newline at the end, {@code \N} for NULL, backslash
 * escapes within. Cells are unescaped in place, so the row's array belongs to this object until the next parse.
 */
final class TextRow {

    private static final int NULL = -1;

    private final int[] starts;

    private final int[] ends;

    private byte[] bytes = {};

    TextRow(int columns) {
        this.starts = new int[columns];
        this.ends = new int[columns];
    }

    /** Finds the cells of a row; throws if it does not have exactly the columns expected. */
    void parse(byte[] row) {
        bytes = row;
        int length = row.length;
        if (length == 0 || row[length - 1] != '\n') {
            throw malformed("a row does not end with a newline");
        }
        int column = 0;
        int start = 0;
        boolean escaped = false;
        for (int i = 0; i < length; i++) {
            byte b = row[i];
            if (b >= ' ' && b != '\\') {
                continue; // almost every byte
            }
            if (b == '\\') {
                escaped = true;
                i++;
            } else if (b == '\t' || b == '\n') {
                if (column == starts.length || (b == '\n' && i != length - 1)) {
                    throw malformed("a row has more than %d columns".formatted(starts.length));
                }
                starts[column] = start;
                ends[column] = escaped ? unescape(start, i) : i;
                column++;
                start = i + 1;
                escaped = false;
            }
        }
        if (column != starts.length) {
            throw malformed("a row has %d columns instead of %d".formatted(column, starts.length));
        }
    }

    /** The row's bytes, within which {@link #start} and {@link #end} point. */
    byte[] bytes() {
        return bytes;
    }

    /** Where a cell's bytes begin. */
    int start(int column) {
        return starts[column];
    }

    /** Where a cell's bytes end, exclusive. Meaningless for NULL. */
    int end(int column) {
        return ends[column];
    }

    /** Whether a cell is NULL. */
    boolean isNull(int column) {
        return ends[column] == NULL;
    }

    /** The cell's end after taking the escapes out, or {@link #NULL}. */
    private int unescape(int from, int to) {
        if (to - from == 2 && bytes[from + 1] == 'N') {
            return NULL;
        }
        int out = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            bytes[out++] = b == '\\' && i + 1 < to ? escapedBy(bytes[++i]) : b;
        }
        return out;
    }

    private static byte escapedBy(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }

    private static MalformedRowException malformed(String what) {
        return new MalformedRowException(what);
    }
}
