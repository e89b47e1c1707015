/**
 * The auction house: the rows of the AUCTION load generator, at the times that its pace gives them, in the relations that the
 * seed's views show. {@link auctions.ingestor.sim.auction.AuctionGenerator} draws the lots, {@link
 * auctions.ingestor.sim.auction.AuctionHouse} gives them their times, {@link
 * auctions.ingestor.sim.auction.AuctionRelations} keeps tables and views.
 */
@NullMarked
package auctions.ingestor.sim.auction;

import org.jspecify.annotations.NullMarked;
