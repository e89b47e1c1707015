/**
 * The page in a real browser: against a scripted gateway that speaks the SSE contract, and against a real one. Its modules that
 * need no browser are tested by node.
 */
@NullMarked
package auctions.page;

import org.jspecify.annotations.NullMarked;
