/**
 * Materialize's side: one SUBSCRIBE over COPY, from its rows to decoded updates and closed frontiers.
 *
 * <p>{@link auctions.ingestor.subscribe.Subscriptions} connects, {@link auctions.ingestor.subscribe.SubscribeCursor}
 * yields.
 */
@NullMarked
package auctions.ingestor.subscribe;

import org.jspecify.annotations.NullMarked;
