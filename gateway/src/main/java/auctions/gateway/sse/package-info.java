/** HTTP: the answer to {@code GET /subscribe}, its parameters and headers, and what Tomcat has to do otherwise. */
@NullMarked
package auctions.gateway.sse;

import org.jspecify.annotations.NullMarked;
