package auctions.gateway.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The index of a segment, one row per block, kept in columns: about 41 bytes an entry. Grown by copying, so that a
 * reader may keep the arrays it holds. Written by the writer thread under the log's lock.
 */
public final class SegmentIndex {
    /** A row: the block is a message with the value. */
    public static final byte ROW = 0;
    /** A deletion: the block is a {@code delete} event with the key. */
    public static final byte DELETE = 1;
    /** Progress: the block is an id alone. */
    public static final byte PROGRESS = 2;

    /** No previous version. */
    public static final long NONE = -1;

    /** The topic may have had a previous version that was compacted away before we read it. */
    public static final long UNKNOWN = -2;

    /** Not superseded; the first entry of all supersedes nothing. */
    public static final long LIVE = 0;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** ROW, DELETE or PROGRESS. */
    public final byte[] kinds;
    /** Where the block ends in the segment's memory. */
    public final int[] blockEnds;
    /** Where the key begins in the segment's memory; it ends where the one before it begins. */
    final int[] keyStarts;
    /** The bits of the record's {@code mz_timestamp}, or of the frontier: unsigned. Never falls. */
    public final long[] timestamps;
    /** The record's offset; for progress that of the last record before it. Never falls. */
    public final long[] offsets;
    /** The sequence of the key's version before this one, which may be compacted away, or NONE, or UNKNOWN. */
    public final long[] previous;
    /** The sequence of the key's next version, or LIVE. The one column that changes while readers look. */
    private final long[] supersededBy;
    /** Sequences less the segment's first, or null while they have no holes. */
    final int @Nullable [] relativeSequences;

    /** SegmentIndex with room for this many. */
    SegmentIndex(int capacity, boolean contiguous) {
        kinds = new byte[capacity];
        blockEnds = new int[capacity];
        keyStarts = new int[capacity];
        timestamps = new long[capacity];
        offsets = new long[capacity];
        previous = new long[capacity];
        supersededBy = new long[capacity];
        relativeSequences = contiguous ? null : new int[capacity];
    }

    private SegmentIndex(SegmentIndex from, int capacity) {
        kinds = Arrays.copyOf(from.kinds, capacity);
        blockEnds = Arrays.copyOf(from.blockEnds, capacity);
        keyStarts = Arrays.copyOf(from.keyStarts, capacity);
        timestamps = Arrays.copyOf(from.timestamps, capacity);
        offsets = Arrays.copyOf(from.offsets, capacity);
        previous = Arrays.copyOf(from.previous, capacity);
        supersededBy = Arrays.copyOf(from.supersededBy, capacity);
        relativeSequences = from.relativeSequences == null ? null : Arrays.copyOf(from.relativeSequences, capacity);
    }

    /** The same entries with room for this many. */
    SegmentIndex withCapacity(int capacity) {
        return new SegmentIndex(this, capacity);
    }

    /** How many have room. */
    int capacity() {
        return kinds.length;
    }

    /** The sequence of the key's next version, perhaps one that a reader cannot see yet, or LIVE. */
    public long supersededBy(int index) {
        return (long) LONGS.getOpaque(supersededBy, index);
    }

    /** Whether a newer version came before this sequence. */
    public boolean isSuperseded(int index, long before) {
        var by = supersededBy(index);
        return by != LIVE && by < before;
    }

    /** Notes the key's next version. Under the log's lock. */
    void supersede(int index, long bySequence) {
        LONGS.setOpaque(supersededBy, index, bySequence);
    }

    /** Copies everything but positions and sequence. */
    void copyFrom(SegmentIndex from, int source, int target) {
        kinds[target] = from.kinds[source];
        timestamps[target] = from.timestamps[source];
        offsets[target] = from.offsets[source];
        previous[target] = from.previous[source];
        supersede(target, from.supersededBy(source));
    }
}
