/**
 * A simulated Materialize: real sockets and the real wire protocol in front of relations that a test moves by hand, and of
 * the AUCTION load generator's exact rows. Start at {@link auctions.ingestor.sim.SimulatedMaterialize}.
 *
 * <p>The way of a row: {@link auctions.ingestor.sim.AuctionHouse} or a test changes a {@link
 * auctions.ingestor.sim.Relation}; advancing its frontier seals a batch; every {@code SubscribeStream} on it wakes, turns
 * the batch into rows by its envelope, and its {@code Session} writes them as the portal or the COPY asks.
 */
@NullMarked
package auctions.ingestor.sim;

import org.jspecify.annotations.NullMarked;
