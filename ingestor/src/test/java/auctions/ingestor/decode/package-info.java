/** Tests of the decode package; none needs a server. */
@NullMarked
package auctions.ingestor.decode;

import org.jspecify.annotations.NullMarked;
