package auctions.ingestor.sim.data;

/**
 * A column of a relation.
 *
 * @param name its name, in the case it was made with
 * @param type its type
 * @param nullable whether it may hold NULL
 */
public record Column(String name, ColumnType type, boolean nullable) {
    /** A column without NULLs. */
    public Column(String name, ColumnType type) {
        this(name, type, false);
    }

    /** This column under another name, allowing NULL. */
    public Column asNullable(String newName) {
        return new Column(newName, type, true);
    }
}
