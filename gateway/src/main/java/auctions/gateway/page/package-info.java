/** The page's own files, and the client for other pages, over HTTP: cached for ever by their content, compressed, and never older than the gateway. */
@NullMarked
package auctions.gateway.page;

import org.jspecify.annotations.NullMarked;
