package auctions.gateway.fanout;

/**
 * What one pump thread lends to each of its cursors in turn: a window onto the log's memory, and room to gather
 * many slices into one write. One per pump, made by {@link FanoutLog#gather}; no cursor keeps anything in it.
 */
public final class Gather {
    Gather() {}
}
