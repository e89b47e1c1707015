package auctions.gateway.fanout;

/**
 * What goes out after the last row of a snapshot.
 *
 * @param bytes whole blocks; empty where the log's next progress says that the snapshot is complete
 * @param claimsProgress whether the blocks say that everything up to a time is shown
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record EndBlock(byte[] bytes, boolean claimsProgress) {
    /** Nothing. */
    static final EndBlock NONE = new EndBlock(new byte[0], false);
}
