/**
 * Which rows a stream shows: {@link Filter} says what was asked for, {@code ColumnValues} finds a column's values in a
 * segment once for all filters, {@code JsonScanner} reads them. Projections and other comparisons belong here.
 */
@NullMarked
package auctions.gateway.filter;

import org.jspecify.annotations.NullMarked;
