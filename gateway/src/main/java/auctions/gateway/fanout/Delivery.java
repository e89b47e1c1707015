package auctions.gateway.fanout;

/** How one turn of {@link Cursor#write} ended. */
public enum Delivery {
    /** Everything appended so far is out. */
    CAUGHT_UP,
    /** The share of one turn is used up and more is pending: let others have theirs, then go on. */
    MORE,
    /** The output took less than it was offered: go on when it is writable again. */
    STALLED,
    /** The log no longer has the block that the output has a part of: the stream cannot go on. */
    ENDED
}
