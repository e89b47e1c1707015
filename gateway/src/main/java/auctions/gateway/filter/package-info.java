/**
 * Which rows a stream shows: {@link Filter} says what was asked for, {@code ColumnValues} finds a column's values in a
 * segment once for all filters, {@code RowsByHash} the rows that may have a value, {@code JsonScanner} reads them. A
 * {@link Comparison} needs the values in an {@code Order}: {@code OrderKeys} keeps a number for each, made once for all comparisons,
 * that mostly decides. A {@link Projection} has the columns that a stream shows: {@code ProjectedBlocks} keeps what was encoded
 * for it.
 *
 * <p>A <b>plain</b> value of a filter is one without an operator: a row passes if the text of its column is equal.
 */
@NullMarked
package auctions.gateway.filter;

import org.jspecify.annotations.NullMarked;
