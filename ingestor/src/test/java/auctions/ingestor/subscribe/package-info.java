/** Tests of the subscribe package; none needs a server. */
@NullMarked
package auctions.ingestor.subscribe;

import org.jspecify.annotations.NullMarked;
