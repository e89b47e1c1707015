/** HTTP: the answers to {@code GET /subscribe} and {@code GET /views}, their parameters and headers, and what Tomcat has to do otherwise. */
@NullMarked
package auctions.gateway.sse;

import org.jspecify.annotations.NullMarked;
