/** Materialize to Kafka. */
@NullMarked
package auctions.ingestor;

import org.jspecify.annotations.NullMarked;
