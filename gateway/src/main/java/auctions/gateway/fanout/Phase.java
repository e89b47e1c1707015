package auctions.gateway.fanout;

/** What a cursor is at. */
sealed interface Phase {
    /**
     * It shows the rows of a snapshot.
     *
     * @param endBlock what goes out after them
     */
    record InSnapshot(Snapshot snapshot, EndBlock endBlock) implements Phase {}

    /** It shows what comes. */
    enum Following implements Phase {
        FOLLOWING
    }

    /** What a cursor is at that begins here. */
    static Phase of(Beginning beginning) {
        return beginning.sequence() < beginning.snapshot().until()
                ? new InSnapshot(beginning.snapshot(), beginning.endBlock())
                : Following.FOLLOWING;
    }
}
