package auctions.gateway.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A piece of the log: blocks from the start of one run of direct memory, so that neighbours leave in one write, and
 * their keys from its end. Filled by one thread, then sealed; the memory is freed when nobody can reach it.
 */
public final class Segment implements Blocks {
    private static final int ENTRIES_AT_FIRST = 1024;

    private final long baseSequence;
    private final ByteBuffer memory;
    private final boolean contiguous;

    // Written by the writer thread, or by compaction before the segment is shown; seen through the head or the
    // segments.
    private SegmentIndex index;
    private long endSequence = Long.MAX_VALUE;
    private int size;
    private int blockEnd;
    private int keyStart;

    // Written under the log's lock; a reader may see it late.
    private int notLive;

    // Extended under the segment's lock, read by any thread.
    private volatile Map<Object, Object> attachments = Map.of();

    private Segment(long baseSequence, int capacity, SegmentIndex index, boolean contiguous) {
        this.baseSequence = baseSequence;
        this.memory = ByteBuffer.allocateDirect(capacity);
        this.index = index;
        this.contiguous = contiguous;
        this.keyStart = capacity;
    }

    /** An empty segment to append to. */
    public static Segment open(long baseSequence, int capacity) {
        return new Segment(baseSequence, capacity, new SegmentIndex(ENTRIES_AT_FIRST, true), true);
    }

    /** An empty segment for exactly these survivors of compaction. */
    static Segment compacted(long baseSequence, int capacity, int entries) {
        return new Segment(baseSequence, capacity, new SegmentIndex(entries, false), false);
    }

    /** Whether a block with its key still fits. */
    boolean fits(int blockLength, int keyLength) {
        return keyStart - blockEnd >= blockLength + keyLength;
    }

    /** Appends a block with its key and returns its index; the caller fills in the other columns. */
    int append(byte[] block, int blockLength, byte[] key) {
        if (size == index.capacity()) {
            index = index.withCapacity(size + size / 2);
        }
        memory.put(blockEnd, block, 0, blockLength);
        blockEnd += blockLength;
        keyStart -= key.length;
        memory.put(keyStart, key);
        return addEntry();
    }

    /** Fills in the columns of an entry that was just appended. */
    void describe(int at, byte kind, long timestamp, long offset, long previous) {
        index.kinds[at] = kind;
        index.timestamps[at] = timestamp;
        index.offsets[at] = offset;
        index.previous[at] = previous;
        if (kind != SegmentIndex.ROW) {
            notLive++;
        }
    }

    /** Copies a block with its key and its columns from another segment. */
    void append(Segment from, int source) {
        var length = from.blockEnd(source) - from.blockStart(source);
        memory.put(blockEnd, from.memory, from.blockStart(source), length);
        blockEnd += length;
        keyStart -= from.keyLength(source);
        memory.put(keyStart, from.memory, from.index.keyStarts[source], from.keyLength(source));
        index.copyFrom(from.index, source, size);
        if (index.relativeSequences != null) {
            index.relativeSequences[size] = (int) (from.sequence(source) - baseSequence);
        }
        if (!isLive(size)) {
            notLive++;
        }
        addEntry();
    }

    private int addEntry() {
        index.blockEnds[size] = blockEnd;
        index.keyStarts[size] = keyStart;
        return size++;
    }

    /** Ends the segment before this sequence; gives back the room for entries that will not come. */
    void seal(long sequence) {
        if (index.capacity() > size) {
            index = index.withCapacity(size);
        }
        endSequence = sequence;
    }

    /** The lower bound of its sequences; compaction may have dropped the entry itself. */
    public long baseSequence() {
        return baseSequence;
    }

    /** One past the last sequence of its range; the largest number while it is active. */
    public long endSequence() {
        return endSequence;
    }

    /** Whether it takes no entries any more. */
    public boolean isSealed() {
        return endSequence != Long.MAX_VALUE;
    }

    /** How many entries it has, once it is sealed. */
    public int entries() {
        return size;
    }

    /** How many entries an array should have room for that has too little for this one: all, where no more come. */
    public int room(int at, int before) {
        return isSealed() ? size : Math.max(at + 1, before + before / 2);
    }

    /** Whether every sequence of its range is here; false after compaction. */
    public boolean isContiguous() {
        return contiguous;
    }

    /** The columns. */
    public SegmentIndex index() {
        return index;
    }

    /** How many entries a reader sees that sees the log up to this sequence. */
    public int size(long headSequence) {
        return contiguous ? Math.clamp(Math.min(endSequence, headSequence) - baseSequence, 0, Integer.MAX_VALUE) : size;
    }

    /** The sequence of an entry. */
    public long sequence(int at) {
        var relative = index.relativeSequences;
        return baseSequence + (relative == null ? at : relative[at]);
    }

    /** The first entry at this sequence or after it. */
    public int indexFrom(long sequence) {
        var relative = index.relativeSequences;
        if (relative == null) {
            return (int) Math.max(0, sequence - baseSequence);
        }
        if (sequence <= baseSequence) {
            return 0;
        }
        var distance = sequence - baseSequence;
        if (distance > Integer.MAX_VALUE) {
            return size;
        }
        var found = Arrays.binarySearch(relative, 0, size, (int) distance);
        return found >= 0 ? found : -found - 1;
    }

    /** The entry at exactly this sequence, or a negative number if compaction dropped it. */
    public int find(long sequence) {
        var at = indexFrom(sequence);
        return sequence < endSequence && at < (contiguous ? Integer.MAX_VALUE : size) && sequence(at) == sequence
                ? at
                : -1;
    }

    @Override
    public int blockStart(int at) {
        return at == 0 ? 0 : index.blockEnds[at - 1];
    }

    @Override
    public int blockEnd(int at) {
        return index.blockEnds[at];
    }

    @Override
    public int blockAt(int from, int to, int address) {
        var found = Arrays.binarySearch(index.blockEnds, from, to, address);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The length of an entry's key in bytes; 0 for progress. */
    public int keyLength(int at) {
        return (at == 0 ? memory.capacity() : index.keyStarts[at - 1]) - index.keyStarts[at];
    }

    /** Copies the key into the array, which has room for it. */
    public void copyKey(int at, byte[] target) {
        memory.get(index.keyStarts[at], target, 0, keyLength(at));
    }

    /** Whether the entry has this key. */
    boolean hasKey(int at, byte[] key) {
        return keyLength(at) == key.length && holds(index.keyStarts[at], key);
    }

    /** Whether these bytes are at this address in memory. */
    public boolean holds(int start, byte[] bytes) {
        for (var i = 0; i < bytes.length; i++) {
            if (memory.get(start + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void copy(int from, byte[] target, int length) {
        memory.get(from, target, 0, length);
    }

    /** Copies some bytes of its blocks to an address in the buffer, whose position stays. */
    public void copy(int from, ByteBuffer target, int at, int length) {
        target.put(at, memory, from, length);
    }

    @Override
    public ByteBuffer window() {
        return memory.duplicate();
    }

    /** What a later package keeps with the segment for as long as the segment lives; made on first use, then shared. */
    public Object attachment(Object key, Function<Object, Object> make) {
        var known = attachments.get(key);
        return known != null ? known : attach(key, make);
    }

    private synchronized Object attach(Object key, Function<Object, Object> make) {
        var known = attachments.get(key);
        if (known != null) {
            return known;
        }
        var made = make.apply(key);
        var more = new HashMap<>(attachments);
        more.put(key, made);
        attachments = more;
        return made;
    }

    /** Notes that a newer version of the key came, with this sequence; or that none did, with LIVE. */
    void supersede(int at, long bySequence) {
        if (isLive(at) && bySequence != SegmentIndex.LIVE) {
            notLive++;
        }
        index.supersede(at, bySequence);
    }

    /** Whether every entry is a live row, as far as this reader knows. */
    public boolean isAllLive() {
        return notLive == 0;
    }

    private boolean isLive(int at) {
        return index.kinds[at] == SegmentIndex.ROW && index.supersededBy(at) == SegmentIndex.LIVE;
    }

    /** Bytes of memory, used or not. */
    public int capacity() {
        return memory.capacity();
    }
}
