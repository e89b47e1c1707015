/**
 * Materialize's side: one SUBSCRIBE over COPY, from its rows to decoded updates and closed frontiers.
 *
 * <p>{@link auctions.ingestor.subscribe.Subscriptions} connects, {@link auctions.ingestor.subscribe.SubscribeCursor}
 * yields. A cell's bytes become JSON bytes once, and no text is built between them.
 */
@NullMarked
package auctions.ingestor.subscribe;

import org.jspecify.annotations.NullMarked;
