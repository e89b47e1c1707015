package auctions.gateway.fanout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The index of a segment, one row per block, kept in columns: about 45 bytes an entry. Grown by copying, so that a
 * reader may keep what it holds; written by the writer thread under the log's lock.
 */
final class Entries {
    /** A row: the block is a message with the value. */
    static final byte ROW = 0;
    /** A deletion: the block is a `delete` event with the key. */
    static final byte DELETE = 1;
    /** Progress: the block is an id alone. */
    static final byte PROGRESS = 2;

    /** No previous version. */
    static final long NONE = -1;

    /** The topic may have had a previous version that was compacted away before we read it. */
    static final long UNKNOWN = -2;

    /** Not superseded; the first entry of all supersedes nothing. */
    static final long LIVE = 0;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** ROW, DELETE or PROGRESS. */
    final byte[] kinds;
    /** Where the block ends in the segment's memory. */
    final int[] blockEnds;
    /** Where the key begins in the segment's memory; it ends where the one before it begins. */
    final int[] keyStarts;
    /** The record's `mz_timestamp`, or the frontier. Never falls. */
    final long[] timestamps;
    /** The record's offset; for progress that of the last record before it. Never falls. */
    final long[] offsets;
    /** The sequence of the key's version before this one, which may be compacted away, or NONE, or UNKNOWN. */
    final long[] previous;
    /** When the record was appended to the topic, in seconds since the epoch. */
    final int[] appendedAt;
    /** The sequence of the key's next version, or LIVE. The one column that changes while readers look. */
    private final long[] supersededBy;
    /** Sequences less the segment's first, or null while they have no holes. */
    final int @Nullable [] steps;

    /** Entries with room for this many. */
    Entries(int capacity, boolean dense) {
        kinds = new byte[capacity];
        blockEnds = new int[capacity];
        keyStarts = new int[capacity];
        timestamps = new long[capacity];
        offsets = new long[capacity];
        previous = new long[capacity];
        appendedAt = new int[capacity];
        supersededBy = new long[capacity];
        steps = dense ? null : new int[capacity];
    }

    private Entries(Entries from, int capacity) {
        kinds = Arrays.copyOf(from.kinds, capacity);
        blockEnds = Arrays.copyOf(from.blockEnds, capacity);
        keyStarts = Arrays.copyOf(from.keyStarts, capacity);
        timestamps = Arrays.copyOf(from.timestamps, capacity);
        offsets = Arrays.copyOf(from.offsets, capacity);
        previous = Arrays.copyOf(from.previous, capacity);
        appendedAt = Arrays.copyOf(from.appendedAt, capacity);
        supersededBy = Arrays.copyOf(from.supersededBy, capacity);
        steps = from.steps == null ? null : Arrays.copyOf(from.steps, capacity);
    }

    /** The same entries with room for this many. */
    Entries withCapacity(int capacity) {
        return new Entries(this, capacity);
    }

    /** How many have room. */
    int capacity() {
        return kinds.length;
    }

    /** The sequence of the key's next version, perhaps one that a reader cannot see yet, or LIVE. */
    long supersededBy(int index) {
        return (long) LONGS.getOpaque(supersededBy, index);
    }

    /** Whether a newer version came before this sequence. */
    boolean isSuperseded(int index, long before) {
        var by = supersededBy(index);
        return by != LIVE && by < before;
    }

    /** Notes the key's next version. Under the log's lock. */
    void supersede(int index, long bySequence) {
        LONGS.setOpaque(supersededBy, index, bySequence);
    }

    /** Copies everything but positions and sequence. */
    void copyFrom(Entries from, int source, int target) {
        kinds[target] = from.kinds[source];
        timestamps[target] = from.timestamps[source];
        offsets[target] = from.offsets[source];
        previous[target] = from.previous[source];
        appendedAt[target] = from.appendedAt[source];
        supersede(target, from.supersededBy(source));
    }
}
