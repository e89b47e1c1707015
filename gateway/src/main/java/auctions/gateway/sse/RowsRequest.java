package auctions.gateway.sse;

import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import auctions.gateway.topic.MzTimestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of {@code GET /views/<topic>/rows}.
 *
 * @param filter the rows that are wanted
 * @param projection the columns that are wanted of them
 * @param progressAtLeast the frontier that the answer must have reached
 * @param confined whether the login may not see all rows
 */
record RowsRequest(Filter filter, Projection projection, Optional<MzTimestamp> progressAtLeast, boolean confined) {
    private static final String PROGRESS_AT_LEAST = "progress_at_least";
    private static final List<String> OPTIONS = List.of(ColumnParameters.SELECT, PROGRESS_AT_LEAST);

    /**
     * Reads a query.
     *
     * @throws InvalidParameterException if it asks for what there is not
     */
    static RowsRequest parse(Map<String, String[]> query, ViewColumns columns) {
        var chosen = new ColumnParameters(Set.copyOf(OPTIONS), OPTIONS, columns);
        var atLeast = RequestParameters.value(query, List.of(PROGRESS_AT_LEAST)).map(RowsRequest::frontier);
        var selected = RequestParameters.value(query, List.of(ColumnParameters.SELECT));
        return new RowsRequest(chosen.filter(query), chosen.projection(selected), atLeast, false);
    }

    /** Whether rows or columns are chosen by the names of columns. */
    boolean namesColumns() {
        return !filter.passesEverything() || !projection.showsAll();
    }

    /** The same of somebody who may see these rows and no others. */
    RowsRequest confinedTo(Filter rows) {
        return rows.passesEverything() ? this : new RowsRequest(filter.and(rows), projection, progressAtLeast, true);
    }

    private static MzTimestamp frontier(String text) {
        return MzTimestamp.parse(text)
                .orElseThrow(() -> new InvalidParameterException(
                        PROGRESS_AT_LEAST,
                        "option '" + PROGRESS_AT_LEAST + "' must be a frontier, such as 1795823999500",
                        List.of()));
    }
}
