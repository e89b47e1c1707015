package auctions.gateway.fanout;

/** What an output did with the bytes it was offered. */
sealed interface Written {

    /** It took all of them. */
    enum Whole implements Written {
        ALL
    }

    /** It took all up to an entry after which the cursor cannot go on: it has to begin anew. */
    enum UpToReset implements Written {
        ALL
    }

    /**
     * It took all rows of a snapshot.
     *
     * @param endBytes how many bytes of the block at the snapshot's end it took, too
     */
    record UpToEnd(int endBytes) implements Written {}

    /**
     * It took a part.
     *
     * @param rest what is left of the block that was cut; nothing if the cut fell between two blocks
     * @param next the sequence of the first entry after that block
     */
    record Cut(Unsent rest, long next) implements Written {}
}
