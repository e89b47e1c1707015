package auctions.gateway.filter;

import auctions.gateway.log.Blocks;
import auctions.gateway.log.Segment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The columns that streams show beside those of the key, and their blocks: encoded once for all streams that have this very projection,
 * and forgotten when they take too much memory, to be encoded again as they are asked for. Projections of the same columns are equal. Any
 * thread's.
 */
public final class Projection {
    private static final Projection ALL = new Projection(ShownColumns.ALL, 0);

    private final ShownColumns columns;
    private final long bytesMax;

    // Under the lock. Weak: a segment that is gone must not stay in memory.
    private final Map<Segment, ProjectedBlocks> encoded = new WeakHashMap<>();
    private long bytes;

    private Projection(ShownColumns columns, long bytesMax) {
        this.columns = columns;
        this.bytesMax = bytesMax;
    }

    /** Every column. */
    public static Projection all() {
        return ALL;
    }

    /** These columns, as a request asks for them: it keeps no blocks. {@link Projections} have the ones that do. */
    public static Projection of(Collection<String> columns) {
        return new Projection(ShownColumns.of(columns), 0);
    }

    /** The same columns, with about so much memory for blocks. */
    Projection withMemory(long most) {
        return new Projection(columns, most);
    }

    /** The same columns without any blocks, for what outlives the streams that share them. */
    public Projection withoutBlocks() {
        return showsAll() ? this : new Projection(columns, 0);
    }

    /** The same, of a view with these columns and this key: what is shown anyway does not count, and all columns are all. */
    public Projection in(List<String> viewColumns, List<String> key) {
        return showsAll() ? this : new Projection(columns.in(viewColumns, key), 0);
    }

    /** Whether every column is shown, so that blocks go out as they are. */
    public boolean showsAll() {
        return columns.all();
    }

    /** Makes the block of an entry with these columns. */
    public void make(Segment segment, int index, ProjectedRow row) {
        row.make(columns, segment, index);
    }

    /** A segment's blocks with these columns, from one entry up to another. */
    public Blocks blocks(Segment segment, int from, int to, ProjectedRow row) {
        return showsAll() ? segment : encoded(segment, from).upTo(segment, to, row);
    }

    private synchronized ProjectedBlocks encoded(Segment segment, int from) {
        if (bytes > bytesMax) {
            encoded.clear();
            bytes = 0;
        }
        var known = encoded.get(segment);
        if (known != null && known.covers(from)) {
            return known;
        }
        var made = new ProjectedBlocks(columns, from, this::grow);
        encoded.put(segment, made);
        return made;
    }

    private synchronized void grow(int more) {
        bytes += more;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Projection projection && projection.columns.equals(columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
