package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The columns that rows are shown with, those of the key aside, which always are. Immutable; equal for the same columns. */
final class ShownColumns {
    /** Every column. */
    static final ShownColumns ALL = new ShownColumns(true, List.of());

    private final boolean all;
    private final List<String> columns;
    private final byte[][] names;

    private ShownColumns(boolean all, List<String> columns) {
        this.all = all;
        this.columns = columns;
        this.names = columns.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** These columns. */
    static ShownColumns of(Collection<String> columns) {
        return new ShownColumns(false, List.copyOf(new TreeSet<>(columns)));
    }

    /** The same, of a view with these columns and this key: what is shown anyway does not count, and all columns are all. */
    ShownColumns in(List<String> viewColumns, List<String> key) {
        var shown = new TreeSet<>(columns);
        shown.addAll(key);
        if (all || (!viewColumns.isEmpty() && shown.containsAll(viewColumns))) {
            return ALL;
        }
        key.forEach(shown::remove);
        return of(shown);
    }

    /** Whether every column is shown. */
    boolean all() {
        return all;
    }

    /** Whether a column is shown. */
    boolean has(JsonText name) {
        for (var shown : names) {
            if (name.is(shown)) {
                return true;
            }
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShownColumns shown && shown.all == all && shown.columns.equals(columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return all ? "all" : columns.toString();
    }
}
