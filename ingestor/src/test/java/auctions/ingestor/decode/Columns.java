package auctions.ingestor.decode;

/** Columns for tests, by the OIDs of their types. */
public final class Columns {

    private Columns() {}

    /** A column of a scalar type or of an array of one. */
    public static Relation.Column column(String name, int oid) {
        return new Relation.Column(name, SqlType.of(oid).orElseThrow());
    }
}
