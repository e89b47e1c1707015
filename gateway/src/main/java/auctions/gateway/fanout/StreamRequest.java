package auctions.gateway.fanout;

import auctions.gateway.filter.Filter;

/**
 * What a subscriber asked for, by the names of SUBSCRIBE's own options.
 *
 * @param start where its stream begins
 * @param filter the rows it wants
 * @param progressAsEvent whether progress comes as an event that a page can see (`?progress=true`), not as an id alone
 */
public record StreamRequest(Start start, Filter filter, boolean progressAsEvent) {}
