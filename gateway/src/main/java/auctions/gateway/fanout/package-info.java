/** The topic in wire form, and every subscriber's place in it. */
@NullMarked
package auctions.gateway.fanout;

import org.jspecify.annotations.NullMarked;
