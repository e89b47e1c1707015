package auctions.gateway.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A piece of the log: blocks from the front of one run of direct memory, so that neighbours leave in one write, and
 * their keys from its back. Filled by one thread, then sealed; the memory is freed when nobody can reach it.
 */
final class Segment {
    private static final int ENTRIES_AT_FIRST = 1024;

    /** The sequence of its first entry, or for a compacted one where its range begins. */
    final long firstSequence;

    private final ByteBuffer memory;
    private final boolean dense;

    // Written by the writer thread or by compaction before it is seen; seen through FanoutLog's head or directory.
    private Entries entries;
    private long endSequence = Long.MAX_VALUE;
    private int size;
    private int blockEnd;
    private int keyStart;

    // Written under the log's lock; a reader may see it late.
    private int untidy;

    // Filled by pumps, each on the first filter of its own.
    private volatile Map<Filter.Name, ColumnValues> values = Map.of();

    private Segment(long firstSequence, int capacity, Entries entries, boolean dense) {
        this.firstSequence = firstSequence;
        this.memory = ByteBuffer.allocateDirect(capacity);
        this.entries = entries;
        this.dense = dense;
        this.keyStart = capacity;
    }

    /** An empty segment to append to. */
    static Segment open(long firstSequence, int capacity) {
        return new Segment(firstSequence, capacity, new Entries(ENTRIES_AT_FIRST, true), true);
    }

    /** An empty segment for exactly these survivors of compaction. */
    static Segment compacted(long firstSequence, int capacity, int entries) {
        return new Segment(firstSequence, capacity, new Entries(entries, false), false);
    }

    /** Whether a block with its key still fits. */
    boolean fits(int blockLength, int keyLength) {
        return keyStart - blockEnd >= blockLength + keyLength;
    }

    /** Appends a block with its key and returns its place; the caller fills in the other columns. */
    int append(byte[] block, int blockLength, byte[] key) {
        if (size == entries.capacity()) {
            entries = entries.withCapacity(size + size / 2);
        }
        memory.put(blockEnd, block, 0, blockLength);
        blockEnd += blockLength;
        keyStart -= key.length;
        memory.put(keyStart, key);
        return place();
    }

    /** Fills in the columns of an entry that was just appended. */
    void describe(int index, byte kind, long timestamp, long offset, long previous, int appendedAt) {
        entries.kinds[index] = kind;
        entries.timestamps[index] = timestamp;
        entries.offsets[index] = offset;
        entries.previous[index] = previous;
        entries.appendedAt[index] = appendedAt;
        if (kind != Entries.ROW) {
            untidy++;
        }
    }

    /** Copies a block with its key and its columns from another segment. */
    void append(Segment from, int source) {
        var length = from.blockEnd(source) - from.blockStart(source);
        memory.put(blockEnd, from.memory, from.blockStart(source), length);
        blockEnd += length;
        keyStart -= from.keyLength(source);
        memory.put(keyStart, from.memory, from.entries.keyStarts[source], from.keyLength(source));
        entries.copyFrom(from.entries, source, size);
        if (entries.steps != null) {
            entries.steps[size] = (int) (from.sequence(source) - firstSequence);
        }
        if (!isTidy(size)) {
            untidy++;
        }
        place();
    }

    private int place() {
        entries.blockEnds[size] = blockEnd;
        entries.keyStarts[size] = keyStart;
        return size++;
    }

    /** Ends the segment before this sequence; gives back the room for entries that will not come. */
    void seal(long endSequence) {
        if (entries.capacity() > size) {
            entries = entries.withCapacity(size);
        }
        this.endSequence = endSequence;
    }

    /** Whether every sequence of its range is there; false after compaction. */
    boolean isDense() {
        return dense;
    }

    /** The sequence after the last of its range; the largest number while it is open. */
    long endSequence() {
        return endSequence;
    }

    /** The columns. */
    Entries entries() {
        return entries;
    }

    /** How many entries a reader sees that sees the log up to this sequence. */
    int size(long headSequence) {
        return dense ? Math.clamp(Math.min(endSequence, headSequence) - firstSequence, 0, Integer.MAX_VALUE) : size;
    }

    /** The sequence of an entry. */
    long sequence(int index) {
        var steps = entries.steps;
        return firstSequence + (steps == null ? index : steps[index]);
    }

    /** The first entry at this sequence or after it. */
    int indexFrom(long sequence) {
        var steps = entries.steps;
        if (steps == null) {
            return (int) Math.max(0, sequence - firstSequence);
        }
        if (sequence <= firstSequence) {
            return 0;
        }
        var step = sequence - firstSequence;
        if (step > Integer.MAX_VALUE) {
            return size;
        }
        var found = Arrays.binarySearch(steps, 0, size, (int) step);
        return found >= 0 ? found : -found - 1;
    }

    /** The entry at exactly this sequence, or a negative number if compaction dropped it. */
    int find(long sequence) {
        var index = indexFrom(sequence);
        return sequence < endSequence && index < (dense ? Integer.MAX_VALUE : size) && sequence(index) == sequence
                ? index
                : -1;
    }

    /** Where a block begins in memory. */
    int blockStart(int index) {
        return index == 0 ? 0 : entries.blockEnds[index - 1];
    }

    /** Where a block ends in memory. */
    int blockEnd(int index) {
        return entries.blockEnds[index];
    }

    /** The length of an entry's key in bytes; 0 for progress. */
    int keyLength(int index) {
        return (index == 0 ? memory.capacity() : entries.keyStarts[index - 1]) - entries.keyStarts[index];
    }

    /** Copies the key into the array, which has room for it. */
    void copyKey(int index, byte[] target) {
        memory.get(entries.keyStarts[index], target, 0, keyLength(index));
    }

    /** Whether the entry has this key. */
    boolean hasKey(int index, byte[] key) {
        return keyLength(index) == key.length && holds(entries.keyStarts[index], key);
    }

    /** Whether these bytes are at this place in memory. */
    boolean holds(int start, byte[] bytes) {
        for (var i = 0; i < bytes.length; i++) {
            if (memory.get(start + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Copies part of its blocks. */
    void copy(int from, byte[] target, int length) {
        memory.get(from, target, 0, length);
    }

    /** The values of a column, for filters; begun on first use. */
    ColumnValues values(Filter.Name column) {
        var known = values.get(column);
        return known != null ? known : beginValues(column);
    }

    private synchronized ColumnValues beginValues(Filter.Name column) {
        var more = new HashMap<>(values);
        var begun = more.computeIfAbsent(column, name -> new ColumnValues(name.bytes()));
        values = more;
        return begun;
    }

    /** Another view of the same memory, with a position of its own. */
    ByteBuffer window() {
        return memory.duplicate();
    }

    /** Notes that a newer version of the key came, with this sequence; or that none did, with LIVE. */
    void supersede(int index, long bySequence) {
        if (isTidy(index) && bySequence != Entries.LIVE) {
            untidy++;
        }
        entries.supersede(index, bySequence);
    }

    /** Whether every entry is a live row, as far as this reader knows. */
    boolean isTidy() {
        return untidy == 0;
    }

    private boolean isTidy(int index) {
        return entries.kinds[index] == Entries.ROW && entries.supersededBy(index) == Entries.LIVE;
    }

    /** Bytes of memory, used or not. */
    int capacity() {
        return memory.capacity();
    }
}
