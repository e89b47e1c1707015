package auctions.load;

/** What hostile clients do. Each of them may do it over TLS as well. */
enum HostileKind {
    /** They send a part of a request, 30 KB of it, and no more. */
    HALF_SENT,
    /** The same, but a part of 33 KB, which is more than the gateway takes. */
    HALF_SENT_TOO_LARGE,
    /** They send no byte at all. */
    SILENT,
    /** They ask for a snapshot and never read. */
    NEVER_READING,
    /** They ask for a snapshot and read a byte now and then. */
    SLOW,
    /** They ask for a hundred streams of HTTP/2 each, and let none of them send a byte. */
    CLOSED_WINDOWS,
    /** The same, but let each stream send a thousand bytes, and no more. */
    SMALL_WINDOWS,
    /** They ask for ninety snapshots over one connection of HTTP/2, and read them as fast as they can through windows of 64 KB. */
    NARROW_WINDOWS,
    /** They ask for a stream, and are gone at any moment, without a word. They come back at once. */
    VANISHING,
    /** They ask for streams of HTTP/2, and are gone at any moment. They come back at once. */
    VANISHING_STREAMS,
    /** They ask for a filter on a column of their own. They come back when the gateway's time to wait for columns is over. */
    MADE_UP_COLUMN
}
