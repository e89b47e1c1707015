package auctions.gateway.sse;

import auctions.gateway.fanout.Filter;
import auctions.gateway.fanout.Start;

/**
 * What a subscriber asked for.
 *
 * @param start where its stream begins
 * @param filter the rows it wants
 * @param progressAsEvent whether progress comes as an event that a page can see
 */
record StreamRequest(Start start, Filter filter, boolean progressAsEvent) {}
