package auctions.gateway.fanout;

/** How a stream began. */
public enum Outcome {
    /** With every live row. */
    SNAPSHOT,
    /** At the head, as was asked for. */
    HEAD,
    /** After the id that the subscriber came with. */
    RESUMED,
    /** With a reset and every live row: after the id that the subscriber came with, a change might be missing. */
    RESET
}
