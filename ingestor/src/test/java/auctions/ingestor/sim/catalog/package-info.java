/**
 * What SQL can name: objects, clusters and system relations, the statements that define them, and the queries that read them.
 */
@NullMarked
package auctions.ingestor.sim.catalog;

import org.jspecify.annotations.NullMarked;
