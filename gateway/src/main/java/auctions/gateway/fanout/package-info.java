/**
 * The topic in wire form, and every subscriber's place in it.
 *
 * <p>One writer appends encoded blocks to the tail segment; one background thread rewrites sealed segments; any number of
 * cursors read. What a reader may see is told by one volatile field, the {@link auctions.gateway.fanout.Head}: all
 * entries below its sequence were written before it. The directory of segments is read after it and is at least as new.
 * A segment never changes below the head but for one column, the sequence of an entry's next version, which is read and
 * written opaquely; who sees it late sends a version that is superseded, and the newer one after it. Compaction copies
 * without the lock and swaps under it; a turn that has begun goes on in the old segment, and the next one looks its
 * sequence up in the new.
 */
@NullMarked
package auctions.gateway.fanout;

import org.jspecify.annotations.NullMarked;
