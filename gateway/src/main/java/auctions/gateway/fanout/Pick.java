package auctions.gateway.fanout;

/** What a stream shows of an entry, as {@link Selection} says. */
enum Pick {
    /** It is left out. */
    NOTHING,
    /** Its block as it is. */
    BLOCK,
    /** Progress as an event instead of an id alone. */
    PROGRESS_EVENT,
    /** The row left the filter: its deletion instead of its value. */
    DELETION,
    /** Nobody knows any more whether the subscriber, which is confined, may know of the row: it begins anew. */
    RESET
}
