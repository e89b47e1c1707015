/**
 * A simulated Materialize: real sockets and the real wire protocol in front of relations that a test changes by hand, and of
 * the exact rows of the AUCTION load generator. Start at {@link auctions.ingestor.sim.SimulatedMaterialize}; {@code README.md}
 * in this folder says how to run it alone and what it imitates.
 *
 * <p>Its rooms, in the order of their imports: {@code sql} (text to statements), {@code data} (rows, and relations with
 * history), {@code auction} (the load generator's rows), {@code catalog} (what SQL names, defines and reads), {@code
 * subscribe} (a running SUBSCRIBE), {@code wire} (messages as bytes), {@code session} (a client from login to end). This
 * package starts all of them and holds what tests command.
 *
 * <p>The way of a row: {@link auctions.ingestor.sim.auction.AuctionHouse} or a test changes a {@link
 * auctions.ingestor.sim.data.SimulatedRelation}. Advancing the relation's frontier seals the changes below the frontier.
 * Every {@code SubscribeStream} that reads the relation wakes and turns the sealed changes into rows by its envelope. The
 * {@code Session} of the stream writes the rows to its client.
 */
@NullMarked
package auctions.ingestor.sim;

import org.jspecify.annotations.NullMarked;
