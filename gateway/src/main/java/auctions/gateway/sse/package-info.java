/** Browsers: the connections, and the pumps that carry the log to them. */
@NullMarked
package auctions.gateway.sse;

import org.jspecify.annotations.NullMarked;
