package auctions.ingestor.sim.data;

import java.util.List;

/**
 * A column of a relation.
 *
 * @param name its name, in the case it was made with
 * @param type its type
 * @param nullable whether it may hold NULL
 * @param elements for a list or a map, the types of its elements, of their elements, and so on
 */
public record Column(String name, ColumnType type, boolean nullable, List<ColumnType> elements) {
    /** A column whose type has no elements, or none that anybody asks for. */
    public Column(String name, ColumnType type, boolean nullable) {
        this(name, type, nullable, List.of());
    }

    /** A column without NULLs. */
    public Column(String name, ColumnType type) {
        this(name, type, false);
    }

    /** This column with the types of its elements, from the outside to the inside. */
    public Column of(ColumnType... types) {
        return new Column(name, type, nullable, List.of(types));
    }

    /** This column under another name, allowing NULL. */
    public Column asNullable(String newName) {
        return new Column(newName, type, true, elements);
    }
}
