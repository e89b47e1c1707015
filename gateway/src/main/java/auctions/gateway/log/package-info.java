/**
 * The topic's memory: the blocks that browsers get, encoded once, in id order, compacted by key.
 *
 * <p>Read in this order: {@link TopicLog} (the way in), {@link Generation} (one life of a topic: append, swap),
 * {@link Segments}, {@link Segment}, {@link SegmentIndex} (the memory), {@link Head} (how far a reader may look),
 * {@link EventId} and {@link BlockEncoder} (the wire form), {@code Compaction}.
 *
 * <p>One writer appends encoded blocks to the active segment; one background thread rewrites sealed segments; any number
 * of threads read. One volatile field, the {@link Head}, says what a reader may see: all entries below its sequence were
 * written before it. A reader reads the segments after the head, so the segments are at least as new. A segment does not
 * change below the head but for one column, the sequence of an entry's next version, which is read and written opaquely: a
 * reader that sees the change late sends a superseded version, and the newer version after it. Compaction copies without
 * the lock and swaps under it; a turn that has begun goes on in the old segment, and the next turn looks its sequence up in
 * the new one.
 *
 * <p>The words of this package and of those after it:
 *
 * <ul>
 *   <li><b>entry</b>: one block in the log: a row, a deletion, or progress. <b>Sequence</b>: the number of an entry, from 0,
 *       in one gateway's memory; an <b>offset</b> is Kafka's number of a record, the same at every gateway.
 *   <li><b>position</b>: where a stream is. In an id it is a time and an offset, the same at every gateway; in this memory it is a
 *       sequence. <b>index</b>: where an entry is in its segment.
 *   <li><b>reader</b>: any thread that reads the log, above all a pump's. The one that writes it reads a topic, and is called
 *       topic reader here.
 *   <li><b>active, sealed, contiguous</b>: the active segment takes appends, a sealed one does not any more. A segment is
 *       contiguous while every sequence of its range is in it; a compacted one is not.
 *   <li><b>live</b>: a row is live until a newer version or a deletion of its key supersedes it.
 *   <li><b>own time</b>: ages are reckoned by the topic's last frontier or record ({@link Head#closed}), not by a clock. An
 *       entry is <b>old</b> when it lies a compaction lag before that time: compaction may drop what such an entry superseded.
 *   <li><b>head</b>: how far the log goes. A cursor is at the head if nothing, or little, is to come for it; else it is behind.
 *   <li><b>claim</b>: progress claims that the subscriber holds everything below a time. <b>Claimable</b>: the first sequence
 *       at which the claim is true for a cursor that skipped superseded rows.
 *   <li><b>end</b> of a snapshot: the first offset that is not in the snapshot. <b>until</b>: the same position as a sequence.
 *   <li><b>oldest resumable</b>: the newest deletion that was dropped; an id or a cursor before it cannot go on.
 *   <li><b>tag</b>: the four characters that say which topic an id belongs to.
 * </ul>
 */
@NullMarked
package auctions.gateway.log;

import org.jspecify.annotations.NullMarked;
