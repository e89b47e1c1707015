/**
 * The SQL that the simulated Materialize understands: text in, sealed {@link
 * auctions.ingestor.sim.sql.Statement}s out. Pure: no catalog, no session, no clock.
 */
@NullMarked
package auctions.ingestor.sim.sql;

import org.jspecify.annotations.NullMarked;
