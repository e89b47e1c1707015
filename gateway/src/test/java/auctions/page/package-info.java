/** The page in a real browser, against a scripted gateway that speaks the SSE contract. */
@NullMarked
package auctions.page;

import org.jspecify.annotations.NullMarked;
