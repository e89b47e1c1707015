/** Tests of the subscribe package without a server, unless their name ends in IT. */
@NullMarked
package auctions.ingestor.subscribe;

import org.jspecify.annotations.NullMarked;
