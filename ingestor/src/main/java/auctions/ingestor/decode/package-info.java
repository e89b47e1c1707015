/**
 * From a row of the wire to the topic's bytes: text of COPY in, JSON of the key and the value out.
 *
 * <p>{@link auctions.ingestor.decode.Relation} says what is subscribed to, {@link auctions.ingestor.decode.RowDecoder}
 * turns its rows into {@link auctions.ingestor.decode.SubscribeEvent}s. A cell's bytes become JSON bytes once, and no text
 * is built between them.
 */
@NullMarked
package auctions.ingestor.decode;

import org.jspecify.annotations.NullMarked;
