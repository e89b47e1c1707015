package auctions.ingestor.sim.catalog;

/** What functions without arguments tell of the session. */
public record Facts(
        String mzVersion,
        String environment,
        String user,
        String database,
        String schema,
        int backendPid,
        long nowMillis) {
    /** For expressions that belong to no session, such as a view's. */
    public static final Facts NONE = new Facts("", "", "", "materialize", "public", 0, 0);
}
