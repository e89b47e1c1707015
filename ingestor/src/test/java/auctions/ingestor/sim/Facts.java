package auctions.ingestor.sim;

/** What functions without arguments tell of the session. */
record Facts(String mzVersion, String user, String database, String schema, int backendPid, long nowMillis) {
    /** For expressions that belong to no session, such as a view's. */
    static final Facts NONE = new Facts("", "", "materialize", "public", 0, 0);
}
