package auctions.ingestor.sim.data;

/** Makes the rows of a big relation on the fly, the same row for the same index each time. Called by many threads. */
@FunctionalInterface
public interface RowGenerator {
    /** Writes all cells of the row at this zero-based index. */
    void write(long index, RowBuffer row);
}
