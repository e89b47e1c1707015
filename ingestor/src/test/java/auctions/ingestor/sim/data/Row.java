package auctions.ingestor.sim.data;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a relation, kept as the COPY text form of its cells without the newline. Immutable. */
public final class Row implements Comparable<Row> {
    private final byte[] text;

    // Computed on first use; racing threads compute the same.
    private int hash;

    /** A row of this COPY text without the newline. */
    public Row(byte[] text) {
        this.text = text;
    }

    /**
     * A row of these cells: integers, BigDecimal, Boolean, Instant (timestamptz), byte[] (bytea), null, or anything else by
     * its {@code toString()} as the server's text form.
     */
    public static Row of(@Nullable Object... cells) {
        var buffer = new RowBuffer();
        for (var cell : cells) {
            switch (cell) {
                case null -> buffer.put((String) null);
                case Long value -> buffer.put(value);
                case Integer value -> buffer.put(value);
                case BigDecimal value -> buffer.put(value.toPlainString());
                case Boolean value -> buffer.put(value ? "t" : "f");
                case Instant value ->
                    buffer.putTimestamptz(value.getEpochSecond() * 1_000_000 + value.getNano() / 1000);
                case byte[] value -> buffer.put("\\x" + HexFormat.of().formatHex(value));
                case Object value -> buffer.put(value.toString());
            }
        }
        return buffer.toRow();
    }

    /** The cells in the server's text form, NULL as null. */
    public List<@Nullable String> cells() {
        var cells = new ArrayList<@Nullable String>();
        var start = 0;
        for (var at = 0; at <= text.length; at++) {
            if (at == text.length || text[at] == '\t') {
                cells.add(cell(start, at));
                start = at + 1;
            }
        }
        return cells;
    }

    /** One cell in the server's text form, NULL as null. */
    public @Nullable String cell(int index) {
        return cells().get(index);
    }

    private @Nullable String cell(int start, int end) {
        if (end - start == 2 && text[start] == '\\' && text[start + 1] == 'N') {
            return null;
        }
        var out = new byte[end - start];
        var size = 0;
        for (var at = start; at < end; at++) {
            var b = text[at];
            if (b == '\\' && at + 1 < end) {
                b = switch (text[++at]) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> text[at];
                };
            }
            out[size++] = b;
        }
        return new String(out, 0, size, StandardCharsets.UTF_8);
    }

    /** The row with only these cells, in this order. */
    public Row pick(int[] columns) {
        var starts = new ArrayList<Integer>();
        starts.add(0);
        for (var at = 0; at < text.length; at++) {
            if (text[at] == '\t') {
                starts.add(at + 1);
            }
        }
        starts.add(text.length + 1);
        var buffer = new RowBuffer();
        for (var column : columns) {
            buffer.cells(text, starts.get(column), starts.get(column + 1) - 1 - starts.get(column));
        }
        return buffer.toRow();
    }

    /** The COPY text form; not to be changed. */
    public byte[] text() {
        return text;
    }

    @Override
    public int compareTo(Row other) {
        return Arrays.compareUnsigned(text, other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.equals(text, row.text);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(text);
        }
        return hash;
    }

    /** The cells, separated by bars. */
    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8).replace('\t', '|');
    }
}
