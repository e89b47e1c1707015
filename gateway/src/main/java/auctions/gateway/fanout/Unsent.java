package auctions.gateway.fanout;

/**
 * What has to go out before a cursor goes on. The rest of an entry's block is a position in the log and no copy: thousands of
 * subscribers that stop reading inside of a large row cost no memory.
 */
sealed interface Unsent {

    /** Nothing. */
    enum Nothing implements Unsent {
        NOTHING
    }

    /**
     * Blocks of the stream's own, such as a reset: small ones.
     *
     * @param blocks whole blocks
     * @param from the first byte that is not out
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
    record Own(byte[] blocks, int from) implements Unsent {}

    /** The rest of what is shown of an entry. */
    sealed interface OfEntry extends Unsent {
        /** The entry's. */
        long sequence();

        /** The first byte that is not out; never the first of all. */
        int from();
    }

    /**
     * The rest of an entry's block, or of the block in its place.
     *
     * @param pick what the stream shows of the entry
     */
    record Rest(long sequence, Pick pick, int from) implements OfEntry {}

    /**
     * The rest of a row in a snapshot.
     *
     * @param end the snapshot's, which is in the row's id
     */
    record SnapshotRest(long sequence, long end, int from) implements OfEntry {}

    /** The rest of a block whose entry is no longer in the log: it cannot go out any more, and nothing can follow it. */
    enum Dropped implements Unsent {
        DROPPED
    }

    /** Blocks of the stream's own, from this byte of them on. */
    static Unsent blocks(byte[] blocks, int from) {
        return from == blocks.length ? Nothing.NOTHING : new Own(blocks, from);
    }

    /** Whether the output has a part of a block. */
    default boolean isInsideBlock() {
        return switch (this) {
            case Nothing.NOTHING -> false;
            case Own own -> own.from > 0;
            case OfEntry _ -> true;
            case Dropped.DROPPED -> true;
        };
    }
}
