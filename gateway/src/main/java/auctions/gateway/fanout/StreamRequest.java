package auctions.gateway.fanout;

import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;

/**
 * What a subscriber asked for, by the names of SUBSCRIBE's own options.
 *
 * @param start where its stream begins
 * @param filter the rows it wants
 * @param projection the columns that it wants of them
 * @param progressAsEvent whether progress comes as an event that a page can see ({@code ?progress=true}), not as an id alone
 * @param confined whether it may know of no row but those that pass the filter, not even the key of another
 */
public record StreamRequest(
        Start start, Filter filter, Projection projection, boolean progressAsEvent, boolean confined) {

    /** A request of somebody who may see every row. */
    public StreamRequest(Start start, Filter filter, Projection projection, boolean progressAsEvent) {
        this(start, filter, projection, progressAsEvent, false);
    }

    /** The same for all columns. */
    public StreamRequest(Start start, Filter filter, boolean progressAsEvent) {
        this(start, filter, Projection.all(), progressAsEvent);
    }

    /** The same of somebody who may see these rows and no others. */
    public StreamRequest confinedTo(Filter rows) {
        return new StreamRequest(start, filter.and(rows), projection, progressAsEvent, true);
    }

    /** The same with another projection. */
    StreamRequest with(Projection shared) {
        return new StreamRequest(start, filter, shared, progressAsEvent, confined);
    }
}
