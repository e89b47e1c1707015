package auctions.ingestor.sim.wire;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement.CopyFormat;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows, kept in COPY text form, as DataRow or CopyData messages. Stateless but for the first binary row. */
public final class RowEncoder {
    public static final int[] TEXT = {};

    private static final byte[] PGCOPY = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private final List<Column> columns;
    private final MessageWriter out;
    private boolean headerDue = true;

    /** Writes rows of these columns. */
    public RowEncoder(List<Column> columns, MessageWriter out) {
        this.columns = columns;
        this.out = out;
    }

    /** The format code of a column: none given means text, one given means all. */
    public static int format(int[] formats, int column) {
        return formats.length == 0 ? 0 : formats.length == 1 ? formats[0] : formats[column];
    }

    /** A DataRow message. */
    public void dataRow(byte[] text, int length, int[] formats) {
        out.begin('D').int16(columns.size());
        var start = 0;
        var column = 0;
        for (var at = 0; at <= length; at++) {
            if (at == length && columns.isEmpty()) {
                break;
            }
            if (at == length || text[at] == '\t') {
                if (isNull(text, start, at)) {
                    out.int32(-1);
                } else if (format(formats, column) == 1) {
                    binaryCell(text, start, at, column);
                } else {
                    var place = out.open();
                    unescape(text, start, at);
                    out.close(place);
                }
                start = at + 1;
                column++;
            }
        }
        out.end();
    }

    private void binaryCell(byte[] text, int start, int end, int column) {
        var cell = new Row(Arrays.copyOfRange(text, start, end)).cell(0);
        var place = out.open();
        BinaryCells.write(columns.get(column).type(), cell == null ? "" : cell, out);
        out.close(place);
    }

    private static boolean isNull(byte[] text, int start, int end) {
        return end - start == 2 && text[start] == '\\' && text[start + 1] == 'N';
    }

    private void unescape(byte[] text, int start, int end) {
        var from = start;
        for (var at = start; at < end; at++) {
            if (text[at] == '\\') {
                out.raw(text, from, at - from);
                var escaped = text[++at];
                out.int8(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
                from = at + 1;
            }
        }
        out.raw(text, from, end - from);
    }

    /** CopyOutResponse. */
    public void copyOut(CopyFormat format) {
        var code = format == CopyFormat.BINARY ? 1 : 0;
        if (code == 1) {
            columns.forEach(column -> BinaryCells.check(column.type()));
        }
        out.begin('H').int8(code).int16(columns.size());
        columns.forEach(_ -> out.int16(code));
        out.end();
    }

    /** One row as CopyData. */
    public void copyRow(CopyFormat format, byte[] text, int length) {
        out.begin('d');
        switch (format) {
            case TEXT -> out.raw(text, 0, length).int8('\n');
            case CSV -> csv(new Row(Arrays.copyOf(text, length)).cells());
            case BINARY -> {
                if (headerDue) {
                    out.raw(PGCOPY).int32(0).int32(0);
                    headerDue = false;
                }
                out.int16(columns.size());
                var cells = new Row(Arrays.copyOf(text, length)).cells();
                for (var i = 0; i < columns.size(); i++) {
                    var cell = cells.get(i);
                    if (cell == null) {
                        out.int32(-1);
                    } else {
                        var place = out.open();
                        BinaryCells.write(columns.get(i).type(), cell, out);
                        out.close(place);
                    }
                }
            }
        }
        out.end();
    }

    /** What comes after the last row. */
    public void copyEnd(CopyFormat format) {
        if (format == CopyFormat.BINARY) {
            out.begin('d');
            if (headerDue) {
                out.raw(PGCOPY).int32(0).int32(0);
            }
            out.int16(-1).end();
        }
        out.send('c');
    }

    private void csv(List<@Nullable String> cells) {
        for (var i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.int8(',');
            }
            var cell = cells.get(i);
            if (cell != null) {
                out.text(quoted(cell));
            }
        }
        out.int8('\n');
    }

    private static String quoted(String cell) {
        var plain = !cell.isEmpty() && !cell.equals("\\.") && cell.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** The error for types without a binary form. */
    static SqlError noBinary(ColumnType type) {
        return SqlError.error("08P01", "binary encoding of " + type.sqlName() + " types is not implemented");
    }
}
