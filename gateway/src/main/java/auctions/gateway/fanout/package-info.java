/**
 * What a subscriber gets: log in, bytes out. {@link Views} are what the gateway serves: each {@link View} has its topic's reader, its log
 * and its {@link Fanout}. {@link Fanout#open} finds where a stream begins ({@code Beginnings},
 * {@code Resume}) and makes its {@link Cursor}. The cursor shows the rest of a snapshot in pages ({@code SnapshotPages}),
 * then follows the log; {@code Selection} says what of it is shown.
 *
 * <p>A <b>turn</b> is one call of {@link Cursor#write}: what one cursor may write before the pump goes to the next. Its
 * <b>effort</b> is what it has looked at, and ends it where little is written. What a
 * pump lends to the cursor for its turn is a {@link Scratch}. A cursor belongs to the pump thread that calls it.
 *
 * <p>Five words for how a stream begins, in this order: {@link Start} is what the request asks for; {@code Resume.Position} is where an
 * id lies in this log; {@code Beginning} is what the two come to: the first entry, the snapshot to show, what goes out first;
 * {@link Opening} is the answer, a cursor or the word that the id is still ahead; the {@link Cursor} is the position from then on. <b>Room</b>
 * is free space in a buffer. The <b>end block</b> goes out after the last row of a snapshot, and says that the snapshot is complete.
 *
 * <p>The thread that compacts the logs is made here ({@code FanoutConfiguration}), since this package makes the logs; what a
 * compaction does is in {@link auctions.gateway.log}, which knows no configuration.
 */
@NullMarked
package auctions.gateway.fanout;

import org.jspecify.annotations.NullMarked;
