/** Messages of the PostgreSQL protocol, version 3.0, as bytes: read from a client, written to it, held back or cut. */
@NullMarked
package auctions.ingestor.sim.wire;

import org.jspecify.annotations.NullMarked;
