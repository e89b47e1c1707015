/** What a client of the stream must do: conversations that each survives, and the example for Java. */
@NullMarked
package auctions.client;

import org.jspecify.annotations.NullMarked;
