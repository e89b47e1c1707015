/**
 * Rows, and relations that change over logical time. Whoever reads a relation here is woken when its frontier moves. Nothing
 * in this package knows SQL, a catalog or a socket.
 */
@NullMarked
package auctions.ingestor.sim.data;

import org.jspecify.annotations.NullMarked;
