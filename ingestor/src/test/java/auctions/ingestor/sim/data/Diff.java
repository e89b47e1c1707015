package auctions.ingestor.sim.data;

import org.jspecify.annotations.Nullable;

/**
 * A row that comes or goes, without its time.
 *
 * @param diff how many copies come (positive) or go (negative)
 * @param row the row
 */
public record Diff(long diff, Row row) {
    /** One copy of a row comes; cells as in {@link Row#of}. */
    public static Diff insert(@Nullable Object... cells) {
        return new Diff(1, Row.of(cells));
    }

    /** One copy of a row goes; cells as in {@link Row#of}. */
    public static Diff delete(@Nullable Object... cells) {
        return new Diff(-1, Row.of(cells));
    }
}
