/**
 * A running SUBSCRIBE: its plan, its start in the history of a relation, and the rows that its envelope makes of changes.
 */
@NullMarked
package auctions.ingestor.sim.subscribe;

import org.jspecify.annotations.NullMarked;
