/**
 * What a subscriber gets: log in, bytes out. {@link Views} are what the gateway serves: each {@link View} has its topic's reader, its log
 * and its {@link Fanout}. {@link Fanout#open} finds where a stream begins ({@code Beginnings},
 * {@code Resume}) and makes its {@link Cursor}. The cursor shows the rest of a snapshot in pages ({@code SnapshotPages}),
 * then follows the log; {@code Selection} says what of it is shown.
 *
 * <p>A <b>turn</b> is one call of {@link Cursor#write}: what one cursor may write before the pump goes to the next. Its
 * <b>effort</b> is what it has looked at, and ends it where little is written. What a
 * pump lends to the cursor for its turn is a {@link Scratch}. A cursor belongs to the pump thread that calls it.
 */
@NullMarked
package auctions.gateway.fanout;

import org.jspecify.annotations.NullMarked;
