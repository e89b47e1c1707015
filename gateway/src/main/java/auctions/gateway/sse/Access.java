package auctions.gateway.sse;

import auctions.gateway.fanout.StreamRequest;
import auctions.gateway.fanout.View;
import auctions.gateway.filter.Filter;
import auctions.gateway.pump.Client;
import java.time.Duration;

/**
 * What a request may see.
 *
 * @param subject whom the login names; empty without a login
 * @param rows the rows that it may see, and know of
 * @param life how long a stream may last that begins now
 */
public record Access(String subject, Filter rows, Duration life) {
    /** Everything, without an end. */
    static final Access OPEN = new Access("", Filter.everything(), Client.FOREVER);

    /** Who asks, from this address. */
    Client client(String address) {
        return new Client(ClientAddress.of(address), subject, life);
    }

    /**
     * Checks that it may see a view at all. While the view's columns are not known it may, and sees no row.
     *
     * @throws ForbiddenException if the view has not all columns by which its rows are known
     */
    void check(View view) throws ForbiddenException {
        if (!sees(view)) {
            throw new ForbiddenException("the login is for rows by %s, which view '%s' does not have"
                    .formatted(rows.columns(), view.name()));
        }
    }

    /** Whether it may see a view. */
    boolean sees(View view) {
        var columns = view.columns();
        return columns.isEmpty() || columns.containsAll(rows.columns());
    }

    /** What is asked for, as far as it may be seen. */
    StreamRequest confine(StreamRequest asked) {
        return rows.passesEverything() ? asked : asked.confinedTo(rows);
    }

    /** How many filters a confined request has of its own asking: those of the login do not count. */
    int filtersAsked(StreamRequest confined) {
        return confined.filter().size() - rows.size();
    }
}
