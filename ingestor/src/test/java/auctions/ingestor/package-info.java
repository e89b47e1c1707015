/** The ingestor as a whole, against a simulated Materialize and a real broker. */
@NullMarked
package auctions.ingestor;

import org.jspecify.annotations.NullMarked;
